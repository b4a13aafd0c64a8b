import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeDrafts, writeWhole } from "./writeWhole.ts";

let folder = "";
const at = (name: string) => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "whole-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("text and bytes are written, and replace what was there", () => {
  writeWhole(at("a"), "text");
  writeWhole(at("a"), "näher");
  writeWhole(at("b"), Uint8Array.of(0, 255));
  expect(readFileSync(at("a"), "utf8")).toBe("näher");
  expect([...readFileSync(at("b"))]).toEqual([0, 255]);
  expect(readdirSync(folder)).toEqual(["a", "b"]);
});

test("a place that cannot be written is an error that leaves no draft", () => {
  mkdirSync(at("sub"));
  expect(() => writeWhole(at("sub"), "text")).toThrow("EISDIR");
  expect(() => writeWhole(at("none/a"), "text")).toThrow("ENOENT");
  expect(readdirSync(folder)).toEqual(["sub"]);
});

test.runIf(process.platform !== "win32")("a link stays a link, and permissions stay as they were", () => {
  writeFileSync(at("a"), "old");
  chmodSync(at("a"), 0o640);
  symlinkSync("a", at("link"));
  writeWhole(at("link"), "new");
  expect([readFileSync(at("a"), "utf8"), statSync(at("a")).mode & 0o777]).toEqual(["new", 0o640]);
  expect(readdirSync(folder)).toEqual(["a", "link"]);
});

test("drafts of killed processes are removed, of living ones and all else kept", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  for (const name of [`a.draft-${pid}`, `b.draft-${process.ppid}`, "c.draft-x", "d"]) writeFileSync(at(name), "half");
  removeDrafts(folder);
  removeDrafts(at("none"));
  expect(readdirSync(folder)).toEqual([`b.draft-${process.ppid}`, "c.draft-x", "d"]);
});

/** The limit stands for a disk that fills up: the system takes the first bytes and refuses the rest. */
test.runIf(process.platform !== "win32")("a disk with room for the beginning alone leaves the old file as it was", () => {
  writeFileSync(at("a"), "old");
  const module = path.join(import.meta.dirname, "writeWhole.ts");
  const script = `process.on("SIGXFSZ", () => {}); const { writeWhole } = await import(${JSON.stringify(module)}); writeWhole("a", "x".repeat(5000));`;
  const { status, stderr } = spawnSync("bash", ["-c", 'ulimit -f 1; exec "$0" --input-type=module -e "$1"', process.execPath, script], { cwd: folder, encoding: "utf8" });
  expect(stderr).toContain("EFBIG");
  expect(status).toBe(1);
  expect(readFileSync(at("a"), "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["a"]);
});
