import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeData } from "./data.ts";
import { projectFolder } from "../folders.ts";

let place = "";
let folder = "";
beforeEach(() => {
  place = mkdtempSync(path.join(os.tmpdir(), "data-"));
  folder = path.join(place, "embedded");
  mkdirSync(folder);
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe("data of a run", () => {
  it("has another digest when one byte differs, and the same when nothing does", () => {
    writeFileSync(path.join(folder, "a.csv"), "1,2\n");
    const before = describeData(folder);
    expect(describeData(folder)).toEqual(before);
    writeFileSync(path.join(folder, "a.csv"), "1,3\n");
    expect(describeData(folder).digest).not.toBe(before.digest);
    expect(before.files).toEqual([{ file: "a.csv", bytes: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it("is empty where nothing was brought in", () => {
    expect(describeData(path.join(folder, "none")).files).toEqual([]);
  });

  it("is the same with a memory of digests as without, also where a file changed and kept its size and its time", () => {
    const [memory, file] = [path.join(place, "memory.json"), path.join(folder, "a.csv")];
    const old = new Date(2020, 0, 1);
    for (const content of ["1,2\n", "1,3\n", "1,4\n"]) {
      writeFileSync(file, content);
      utimesSync(file, old, old);
      expect(describeData(folder, memory)).toEqual(describeData(folder));
      expect(describeData(folder, memory)).toEqual(describeData(folder));
    }
  });

  it("does not read a file again that is as it was", () => {
    const [memory, settled] = [path.join(place, "memory.json"), path.join(projectFolder, "lib", "random")];
    const { files } = describeData(settled, memory);
    writeFileSync(memory, readFileSync(memory, "utf8").replaceAll(/"sha256":"[0-9a-f]{64}"/g, `"sha256":"${"f".repeat(64)}"`));
    expect(new Set(describeData(settled, memory).files.map(({ sha256 }) => sha256))).toEqual(new Set(["f".repeat(64)]));
    expect(describeData(settled).files).toEqual(files);
  });

  it("reads a damaged memory as none", () => {
    const memory = path.join(place, "memory.json");
    writeFileSync(path.join(folder, "a.csv"), "1\n");
    writeFileSync(memory, '{"a.csv": {"sta');
    expect(describeData(folder, memory)).toEqual(describeData(folder));
  });
});
