import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closeDeadRuns } from "./deadRuns.ts";
import { hostDigest, readRecord, startRun, writeRecord } from "./record.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "runs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ended = () => spawnSync(process.execPath, ["-e", "0"]).pid;

test("a run whose process is gone is closed as failed, once", () => {
  const run = startRun({}, folder);
  writeRecord(run.folder, { ...run.record, process: { pid: ended(), host: hostDigest() } });
  expect(closeDeadRuns(folder)).toEqual([run.record.id]);
  expect(readRecord(run.folder)).toMatchObject({ status: "failed", reason: "cut off: its process ended without a word" });
  expect(closeDeadRuns(folder)).toEqual([]);
});

test("a run under way and a run of another machine are left alone", () => {
  const alive = startRun({}, folder);
  const elsewhere = startRun({}, folder);
  writeRecord(elsewhere.folder, { ...elsewhere.record, process: { pid: ended(), host: "another" } });
  expect(closeDeadRuns(folder)).toEqual([]);
  expect([alive, elsewhere].map((run) => readRecord(run.folder).status)).toEqual(["running", "running"]);
});
