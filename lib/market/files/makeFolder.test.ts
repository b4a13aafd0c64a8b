import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkFolder, makeFolder } from "./makeFolder.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "make-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("makes a folder with those above it, and takes one that is there", () => {
  const deep = path.join(folder, "a", "b", "c");
  for (const _ of [1, 2]) makeFolder(deep);
  expect(statSync(deep).isDirectory()).toBe(true);
  symlinkSync(deep, path.join(folder, "link"));
  makeFolder(path.join(folder, "link"));
  makeFolder(path.join(folder, "link", "d"));
  expect(existsSync(path.join(deep, "d"))).toBe(true);
});

test("a file in the way is an error, of the folder itself as of one above it", () => {
  writeFileSync(path.join(folder, "file"), "");
  expect(() => makeFolder(path.join(folder, "file"))).toThrow("EEXIST");
  expect(() => makeFolder(path.join(folder, "file", "a"))).toThrow("ENOTDIR");
});

test.runIf(process.platform === "linux").each(["/proc/marketbook", "/proc/marketbook/a/b", `/proc/${process.pid}/a`])("%s is refused at once, in a sentence, when it is made and before", (place) => {
  for (const refuses of [makeFolder, checkFolder]) expect(() => refuses(place)).toThrow(/^\/proc\/\S+ cannot be made: the system keeps \/proc\S* for itself and takes nothing new in it\. Name a place elsewhere$/);
});

test("a folder that is there or can be made passes, and nothing is made", () => {
  checkFolder(folder);
  checkFolder(path.join(folder, "a", "b"));
  expect(existsSync(path.join(folder, "a"))).toBe(false);
});
