import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir, uptime } from "node:os";
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

test("a run is not under way because another process has got its number", () => {
  const other = startRun({}, folder);
  writeRecord(other.folder, { ...other.record, process: { pid: process.pid, host: hostDigest(), started: "1" } });
  const beforeRestart = startRun({}, folder);
  writeRecord(beforeRestart.folder, { ...beforeRestart.record, started: new Date(Date.now() - 1000 * uptime() - 3_600_000).toISOString() });
  expect([...closeDeadRuns(folder)].sort()).toEqual([other.record.id, beforeRestart.record.id].sort());
});

test("a run under way and a run of another machine are left alone", () => {
  const alive = startRun({}, folder);
  const elsewhere = startRun({}, folder);
  writeRecord(elsewhere.folder, { ...elsewhere.record, process: { pid: ended(), host: "another" } });
  expect(closeDeadRuns(folder)).toEqual([]);
  expect([alive, elsewhere].map((run) => readRecord(run.folder).status)).toEqual(["running", "running"]);
});
