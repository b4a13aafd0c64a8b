import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkOutput, writeOutput, writePieces } from "./outputFile.ts";

let folder = "";
const at = (name: string) => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "output-"));
  writeFileSync(at("bars.csv"), "bars");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a missing folder, a folder and an empty name are refused before the work", () => {
  expect(() => checkOutput(at("none/out.csv"), [])).toThrow(`the folder ${at("none")} of --output ${at("none/out.csv")} does not exist; create it or name another file`);
  mkdirSync(at("sub"));
  expect(() => checkOutput(at("sub"), [])).toThrow(`--output ${at("sub")} is a folder; name a file inside it`);
  expect(() => checkOutput("", [])).toThrow("--output is empty; name the file to write");
  expect(() => checkOutput(at("out.csv"), [at("bars.csv")])).not.toThrow();
});

test.runIf(process.platform !== "win32" && process.getuid?.() !== 0)("a folder that may not be written to is refused before the work", () => {
  mkdirSync(path.join(folder, "closed"), { mode: 0o500 });
  expect(() => checkOutput(path.join(folder, "closed", "x.csv"), [])).toThrow("may not be written to by you; change its permissions or name another file");
});

test("an input is not overwritten, not even through a link", () => {
  symlinkSync("bars.csv", at("link.csv"));
  for (const output of ["bars.csv", "link.csv"]) {
    expect(() => checkOutput(at(output), [at("bars.csv")])).toThrow(`--output ${at(output)} would overwrite ${at("bars.csv")}, which is read; name another file`);
  }
});

test("a file is written whole, without anything beside it", async () => {
  await writeOutput(at("out.csv"), "text");
  expect(readFileSync(at("out.csv"), "utf8")).toBe("text");
  expect(readdirSync(folder)).toEqual(["bars.csv", "out.csv"]);
});

async function* pieces(fails = false): AsyncGenerator<string> {
  yield "one ";
  if (fails) throw new Error("no more");
  yield "two";
}

test("what comes in pieces is written whole with the permissions that were there, or what was there stays", async () => {
  chmodSync(at("bars.csv"), 0o640);
  await expect(writePieces(at("bars.csv"), pieces(true))).rejects.toThrow("no more");
  expect(readFileSync(at("bars.csv"), "utf8")).toBe("bars");
  await writePieces(at("bars.csv"), pieces());
  expect([readFileSync(at("bars.csv"), "utf8"), statSync(at("bars.csv")).mode & 0o777]).toEqual(["one two", 0o640]);
  expect(readdirSync(folder)).toEqual(["bars.csv"]);
});

test.runIf(process.platform === "linux")("a full disk is told with the file and the remedy", async () => {
  await expect(writeOutput("/dev/full", "text")).rejects.toThrow("the disk is full while writing /dev/full; free some space and run again");
});

test.runIf(process.platform !== "win32")("what is no plain file is written in place and stays what it is", async () => {
  spawnSync("mkfifo", [at("pipe")]);
  for (const write of [() => writeOutput(at("pipe"), "one two"), () => writePieces(at("pipe"), pieces())]) {
    const reader = readFile(at("pipe"), "utf8");
    await write();
    expect(await reader).toBe("one two");
  }
  expect(statSync(at("pipe")).isFIFO()).toBe(true);
});
