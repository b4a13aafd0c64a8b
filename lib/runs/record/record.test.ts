import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RunError } from "../error.ts";
import { endRun, readRecord, startRun, writeRecord } from "./record.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "runs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("run record", () => {
  it("is there, with status running, before the first notebook", () => {
    const run = startRun({ parameters: { lookback: "60" } }, folder);
    const read = readRecord(run.folder);
    expect(read).toEqual(run.record);
    expect(read.status).toBe("running");
    expect(read.parameters).toEqual({ lookback: "60" });
    expect(read.id).toMatch(/^\d{8}-\d{6}-\d{3}-[0-9a-f]{6}$/);
  });

  it("survives its end", () => {
    const run = startRun({}, folder);
    const ended = endRun({ ...run.record, notebooks: [{ notebook: "08-lstm", outcome: "failed", seconds: 1.5, cells: 20, outputs: null, failure: "cell 3" }] }, "failed", "cell 3");
    writeRecord(run.folder, ended);
    expect(readRecord(run.folder)).toEqual(ended);
    expect(Date.parse(ended.ended ?? "")).toBeGreaterThanOrEqual(Date.parse(ended.started));
  });

  it("names the code, the lock file and the machine, but no folder of it", () => {
    const run = startRun({}, folder);
    const text = readFileSync(path.join(run.folder, "run.json"), "utf8");
    expect(run.record.code.packageLock).toMatch(/^[0-9a-f]{64}$/);
    expect(run.record.machine.cores).toBeGreaterThan(0);
    for (const secret of [process.cwd(), folder]) expect(text).not.toContain(secret);
  });

  it("is refused, with its run, where it was cut off in the middle", () => {
    const run = startRun({}, folder);
    const file = path.join(run.folder, "run.json");
    writeFileSync(file, readFileSync(file, "utf8").slice(0, 200));
    expect(() => readRecord(run.folder)).toThrow(RunError);
    expect(() => readRecord(run.folder)).toThrow(new RegExp(`run.json of run ${run.record.id} is cut off`));
  });

  it("is refused, with the field, where a value is not what it was", () => {
    const run = startRun({}, folder);
    writeFileSync(path.join(run.folder, "run.json"), JSON.stringify({ ...run.record, status: "happy" }));
    expect(() => readRecord(run.folder)).toThrow(/status/);
  });

  it("is asked for by a folder that has none", () => {
    expect(() => readRecord(folder)).toThrow(/has no run.json/);
  });
});
