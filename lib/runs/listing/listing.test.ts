import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRun } from "../replay/findRun.ts";
import { hostDigest } from "../record/record.ts";
import { cellTable } from "./cellTable.ts";
import { compareNumbers } from "./compareNumbers.ts";
import { bytesText, compareRuns, comparisonText, listRuns, planRemoval, removeRuns, runsTable, runText } from "./index.ts";
import { cells, notebook, plantRun } from "./runs.fixture.ts";
import { secondsText } from "./words.ts";

let place = "";
let folder = "";
beforeEach(() => {
  place = mkdtempSync(path.join(os.tmpdir(), "listing-"));
  folder = path.join(place, "runs");
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const [MAY, JUNE, JULY] = ["20260501-080000-aaaaaa", "20260601-080000-bbbbbb", "20260701-080000-cccccc"];
const NOW = Date.UTC(2026, 6, 1, 8, 1);
const ids = (runs: readonly { readonly id: string }[]) => runs.map(({ id }) => id);

describe("the list of runs", () => {
  beforeEach(() => {
    plantRun(folder, MAY, { status: "failed", exit: { reason: "time-limit", code: 1 }, reason: "too long", parameters: { lookback: 60, symbol: "SP500" } });
    plantRun(folder, JUNE, { command: { name: "run", arguments: ["a.ipynb"], folder: ".", outputs: {} }, notebooks: [notebook("06-windows")], origin: { schedule: "nightly" } });
    plantRun(folder, JULY, { repeats: MAY });
  });

  it("is newest first, each with what, parameters, status, duration and who asked", () => {
    expect(runsTable(listRuns({}, folder), NOW)).toEqual([
      "  run                     when (UTC)        what            parameters                status              took    by",
      "  ──────────────────────  ────────────────  ──────────────  ────────────────────────  ──────────────────  ──────  ────────────────────────────────",
      "  20260701-080000-cccccc  2026-07-01 08:00  start 08-lstm                             finished            12.3 s  replay of 20260501-080000-aaaaaa",
      "  20260601-080000-bbbbbb  2026-06-01 08:00  run 06-windows                            finished            12.3 s  schedule nightly",
      "  20260501-080000-aaaaaa  2026-05-01 08:00  start 08-lstm   lookback=60 symbol=SP500  failed, time-limit  12.3 s  you",
    ]);
  });

  it("lets through what is asked for", () => {
    expect(ids(listRuns({ status: "failed" }, folder))).toEqual([MAY]);
    expect(ids(listRuns({ status: "time-limit" }, folder))).toEqual([MAY]);
    expect(ids(listRuns({ notebook: "08" }, folder))).toEqual([JULY, MAY]);
    expect(ids(listRuns({ notebook: "notebooks/06-windows.ipynb" }, folder))).toEqual([JUNE]);
    expect(ids(listRuns({ notebook: "0" }, folder))).toEqual([]);
    expect(ids(listRuns({ since: Date.UTC(2026, 5, 1, 8) }, folder))).toEqual([JULY, JUNE]);
    expect(ids(listRuns({ since: Date.UTC(2026, 5, 1), status: "finished", notebook: "06" }, folder))).toEqual([JUNE]);
  });

  it("has a damaged record too, as such", () => {
    writeFileSync(path.join(folder, JUNE, "run.json"), "{");
    expect(runsTable(listRuns({}, folder), NOW)[3]).toMatch(/^ {2}20260601-080000-bbbbbb +its record cannot be read +damaged$/);
    expect(ids(listRuns({ status: "finished" }, folder))).toEqual([JULY]);
  });

  it("is empty where there are no runs, or no folder of them", () => {
    expect(runsTable(listRuns({}, path.join(place, "none")), NOW)).toEqual([]);
  });
});

describe("a run that is shown", () => {
  it("has its facts, its cells with the slowest, the error and the files", () => {
    const failed = notebook("08-lstm", { outcome: "failed", seconds: 8.2, cellTimes: [...cells(1, 2, 5), { cell: 4, state: "failed", seconds: 0, outputs: "e" }], traceback: "RangeError: bad\n    at In[4]\u001b[2J", failure: "notebook 08-lstm, cell 4: RangeError: bad", input: "notebooks/08-lstm.ipynb", retries: [{ cell: 2, from: "cell", errorName: "Error", errorMessage: "once" }], peakMemoryBytes: 3e8 });
    const at = plantRun(folder, MAY, {
      status: "failed", reason: "it broke", exit: { reason: "error", code: 1 }, notebooks: [failed], kernel: "warm", limits: { seconds: 7200, memoryBytes: 4e9, retries: 2 }, engine: { kind: "native-cpu", version: "TensorFlow 2.9.1" },
      command: { name: "run", arguments: ["a.ipynb", "-y", "x: 'one two'"], folder: "there", outputs: {} }, origin: { job: "17" }, parameters: { x: "one two" },
    });
    const [record] = listRuns({}, folder);
    const lines = record && "record" in record ? runText(record.record, at, NOW) : [];
    for (const line of [
      "command     npx marketbook run a.ipynb -y 'x: '\\''one two'\\''' (in there)", "by          you, job 17", "when        2026-05-01 08:00:00 UTC, took 12.3 s", "exit        error, exit code 1", "reason      it broke",
      "parameters  x=one two", "limits      2 h 0 min, 4.0 GB, 2 retries", "retries     cell 2 (Error: once) from the cell", "engine      native-cpu, TensorFlow 2.9.1", "kernel      warm, of the pool", "memory      300.0 MB at most",
      "input       notebooks/08-lstm.ipynb", "     3  done    5.00 s   63 %  digest3", "     4  failed  0.00 s    0 %  e", "Error in 08-lstm", "  RangeError: bad", "      at In[4]",
    ]) expect(lines).toContain(line);
    expect(lines.find((line) => line.startsWith("files"))).toMatch(/run\.json \(\d+ kB\)$/);
  });

  it("names the slowest cells of a long notebook and those that were not done", () => {
    const times = cells(...Array.from({ length: 20 }, (_, k) => k));
    const lines = cellTable({ cellTimes: times.map((one) => (one.cell === 2 ? { ...one, state: "running" } : one)) });
    expect(lines.slice(2).map((line) => line.trim().split(/ +/).slice(0, 2).join(" "))).toEqual(["2 running", "15 done", "16 done", "17 done", "18 done", "19 done", "20 done", "and 13"]);
    expect(lines.at(-1)).toBe("  and 13 more, 1 min 30 s together".replace("1 min 30 s", "90.0 s"));
  });

  it("tells durations and sizes as people say them", () => {
    expect([0.351, 12.34, 99.9, 245, 7383].map(secondsText)).toEqual(["0.35 s", "12.3 s", "99.9 s", "4 min 5 s", "2 h 3 min"]);
    expect([512, 12_000, 3.4e6, 2.5e9].map(bytesText)).toEqual(["512 B", "12 kB", "3.4 MB", "2.5 GB"]);
  });
});

describe("two runs", () => {
  it("that are the same differ in nothing", () => {
    const [a, b] = [plantRun(folder, MAY, {}, { "08-lstm": { rmse: 1 } }), plantRun(folder, JUNE, {}, { "08-lstm": { rmse: 1 } })];
    const found = compareRuns(a, b);
    expect(found).toMatchObject({ isEqual: true, facts: [], parameters: [], conditions: [], results: [] });
    expect(comparisonText(found).slice(0, 1)).toEqual([`${MAY} (first) and ${JUNE} (second): outputs, results and stages are the same.`]);
    expect(comparisonText(found)).toContain("  Each cell put out the same.");
  });

  it("differ in parameters, code, data, cells and numbers, each named with both values", () => {
    const code = { commit: "1".repeat(40), dirty: false, packageLock: "l".repeat(64) };
    const data = { digest: "d", files: [{ file: "sp500.csv", bytes: 1, sha256: "x".repeat(64) }] };
    const a = plantRun(folder, MAY, { code, data, parameters: { lookback: 30 }, notebooks: [notebook("08-lstm", { cellTimes: cells(1, 2) })] }, { "08-lstm": { rmse: 0.5, model: "lstm" } });
    const injected = { cell: 1, state: "done", seconds: 9, outputs: "p", injected: true } as const;
    const other = [injected, { cell: 2, state: "done", seconds: 3, outputs: "digest1" }, { cell: 3, state: "done", seconds: 1, outputs: "other" }] as const;
    const b = plantRun(folder, JUNE, { code: { ...code, commit: "2".repeat(40) }, data: { digest: "e", files: [{ file: "sp500.csv", bytes: 1, sha256: "y".repeat(64) }] }, parameters: { lookback: 60, seed: 1 }, notebooks: [notebook("08-lstm", { outputs: "b".repeat(64), cellTimes: [...other] })] }, { "08-lstm": { rmse: 0.75, model: "lstm", skill: 0.1 } });
    const found = compareRuns(a, b);
    expect(found.isEqual).toBe(false);
    expect(found.parameters).toEqual([{ fact: "lookback", first: "30", second: "60" }, { fact: "seed", first: "not given", second: "1" }]);
    expect(found.conditions.map(({ code: kind, where }) => [kind, where])).toEqual([["data", "sp500.csv"], ["code", "commit"]]);
    expect(found.log).toBe("git log --oneline --left-right 111111111111...222222222222");
    expect(found.notebooks[0]?.cells).toEqual([{ cell: 1, first: 1, second: 3, ratio: 3, isOutputDifferent: false }, { cell: 2, first: 2, second: 1, ratio: 0.5, isOutputDifferent: true }]);
    expect(found.results).toEqual([{ where: "08-lstm.rmse", first: 0.5, second: 0.75, difference: 0.25 }, { where: "08-lstm.skill", first: undefined, second: 0.1 }]);
    const text = comparisonText(found);
    for (const line of ["  08-lstm.rmse     0.5    0.75      0.2500", "  08-lstm.skill    N/A     0.1         N/A", "  Outputs differ in cell 2; the cell of passed parameters is not counted."]) expect(text).toContain(line);
  });

  it("differ in a long list by the widest of its values", () => {
    const list = Array.from({ length: 100 }, (_, k) => k);
    const other = list.map((value) => (value === 40 ? 45 : value === 70 ? 71 : value));
    expect(compareNumbers({ list }, { list: other })).toEqual([{ where: "list[40], the widest of 2 that differ", first: 40, second: 45, difference: 5 }]);
    expect(compareNumbers({ list }, { list: [...list] })).toEqual([]);
  });
});

describe("removal", () => {
  const gone = () => spawnSync(process.execPath, ["-e", "0"]).pid;

  it("takes the runs that are named, whole, and no other", () => {
    for (const id of [MAY, JUNE, JULY]) plantRun(folder, id);
    mkdirSync(path.join(folder, ".removed-20250101-000000-dddddd"));
    const { bytes, ids: chosen } = planRemoval({ names: ["20260601", "last", JULY] }, folder);
    expect([chosen, bytes > 1000]).toEqual([[JUNE, JULY], true]);
    removeRuns(chosen, folder);
    expect(readdirSync(folder).filter((name) => !name.startsWith(".data"))).toEqual([MAY]);
  });

  it("takes by age and by count, and with both only what neither spares", () => {
    for (const id of [MAY, JUNE, JULY]) plantRun(folder, id);
    expect(planRemoval({ before: Date.UTC(2026, 5, 15) }, folder).ids).toEqual([MAY, JUNE]);
    expect(planRemoval({ keep: 1 }, folder).ids).toEqual([MAY, JUNE]);
    expect(planRemoval({ keep: 2, before: Date.UTC(2026, 5, 15) }, folder).ids).toEqual([MAY]);
    expect(planRemoval({ keep: 3 }, folder).ids).toEqual([]);
  });

  it("never takes a run that is running: refused by name, left by a rule", () => {
    plantRun(folder, MAY);
    plantRun(folder, JUNE, { status: "running", process: { pid: gone(), host: hostDigest() } });
    expect(() => planRemoval({ names: [JUNE] }, folder)).toThrow(`run ${JUNE} is running; stop it first`);
    expect(planRemoval({ keep: 0 }, folder)).toMatchObject({ ids: [MAY], running: [JUNE] });
  });

  it("takes a damaged one by its name", () => {
    const at = plantRun(folder, MAY);
    writeFileSync(path.join(at, "run.json"), "{");
    removeRuns(planRemoval({ names: [MAY] }, folder).ids, folder);
    expect(existsSync(at)).toBe(false);
  });

  it("refuses a folder elsewhere, an unknown name and one that several runs begin with", () => {
    for (const id of [MAY, JUNE]) plantRun(folder, id);
    const elsewhere = plantRun(path.join(place, "other"), JULY);
    expect(() => planRemoval({ names: [elsewhere] }, folder)).toThrow("is no run of artifacts/runs");
    expect(() => planRemoval({ names: ["2025"] }, folder)).toThrow('there is no run "2025"');
    expect(() => findRun("2026", folder)).toThrow(`several runs begin with "2026": ${MAY}, ${JUNE}; write more of the id`);
  });

  it("keeps what was tried in the ledger, and puts it there where it was not", () => {
    const at = plantRun(folder, MAY);
    const trial = { strategy: "crossover", parameters: { fast: 1 }, costs: {}, sharpe: 0.1, observations: 10, skewness: 0, kurtosis: 3 };
    const line = { by: "14-backtest", data: { interval: "1d", from: 0, to: 1, periodsPerYear: 252, assets: [{ name: "SP500", closes: "c", marks: [] }] }, trials: [trial] };
    mkdirSync(path.join(at, "trials", "own"), { recursive: true });
    writeFileSync(path.join(at, "trials", "own", "14-backtest.jsonl"), `${JSON.stringify(line)}\n`);
    removeRuns([MAY], folder);
    expect(JSON.parse(readFileSync(path.join(place, "trials", "1d.jsonl"), "utf8"))).toEqual(line);
    expect(existsSync(at)).toBe(false);
  });
});
