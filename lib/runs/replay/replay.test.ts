import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { RunError } from "../error.ts";
import { endRun, readRecord, startRun, writeRecord, type RunRecord } from "../record/record.ts";
import { recordResult } from "../record/results.ts";
import { compareStages, findRun, otherCode, planReplay, recordStage, replayReport, replayText, stageDigests, STAGES, type Stage } from "./index.ts";

let runs = "";
beforeEach(() => {
  runs = path.join(mkdtempSync(path.join(os.tmpdir(), "replay-")), "runs");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(path.dirname(runs), { recursive: true, force: true });
});

const column = (shift = 0) => Float64Array.from({ length: 500 }, (_, t) => (t < 20 ? Number.NaN : Math.sin(t) + shift));
const PIPELINE: Readonly<Record<Stage, () => Record<string, unknown>>> = {
  "raw data": () => ({ bars: { symbol: "SP500", interval: "1d", close: column(), closeTime: column(1) } }),
  factors: () => ({ factors: { values: { rsi_14: column(2), sma_20: column(3) } } }),
  folds: () => ({ folds: [{ train: { from: 0, to: 300 }, test: { from: 300, to: 400 } }, { train: { from: 0, to: 400 }, test: { from: 400, to: 500 } }] }),
  weights: () => ({ weights: [Float32Array.of(0.1, 0.2), Float32Array.of(0.3)] }),
  predictions: () => ({ forecast: column(4), side: Int8Array.of(1, -1, 0) }),
  orders: () => ({ orders: [{ id: 1, units: 3, end: "filled" }, { id: 2, units: -3, end: "filled" }] }),
  report: () => ({ performance: { name: "strategy", sharpe: 0.5, winRate: { value: null, reason: "3 trades, 10 needed" } } }),
};

function run(change: Partial<Record<Stage, Record<string, unknown>>> = {}, status: "finished" | "failed" = "finished", more: Partial<RunRecord> = {}): string {
  const { folder, record } = startRun({}, runs);
  for (const stage of STAGES) recordStage("08-lstm", stage, change[stage] ?? PIPELINE[stage](), folder);
  const notebooks = [{ notebook: "08-lstm", outcome: "done" as const, seconds: 1, cells: 3, outputs: null }];
  writeRecord(folder, { ...endRun(record, status, status === "failed" ? "notebook 09-next, cell 2: TypeError: no such column" : undefined), notebooks, stages: stageDigests(folder), ...more });
  return folder;
}

const changed = (values: Float64Array, row: number, value: number) => Float64Array.from(values, (old, t) => (t === row ? value : old));
const differencesOf = (change: Partial<Record<Stage, Record<string, unknown>>>) => compareStages(run(), run(change), ["08-lstm"]);

describe("a planted difference is named exactly", () => {
  test("a price of the raw data", () => {
    const [bars] = Object.values(PIPELINE["raw data"]());
    const [first, ...others] = differencesOf({ "raw data": { bars: { ...Object(bars), close: changed(column(), 237, 5) } } });
    expect(others).toEqual([]);
    expect(first).toEqual({
      code: "values", expected: String(Math.sin(237)), got: "5",
      where: { stage: "raw data", notebook: "08-lstm", item: "bars.close", kind: "Float64Array", rows: [{ row: 237, expected: String(Math.sin(237)), got: "5" }] },
    });
  });

  test("the last bit of a factor, with the first three rows of several", () => {
    const rsi = column(2).map((value, t) => (t >= 100 ? value + Number.EPSILON * 4 : value));
    const [first] = differencesOf({ factors: { factors: { values: { rsi_14: rsi, sma_20: column(3) } } } });
    expect(first?.where).toMatchObject({ stage: "factors", item: "factors.values.rsi_14", rows: [{ row: 100 }, { row: 101 }, { row: 102 }] });
  });

  test("a bound of a fold, by its field", () => {
    const folds = [{ train: { from: 0, to: 300 }, test: { from: 300, to: 400 } }, { train: { from: 0, to: 401 }, test: { from: 400, to: 500 } }];
    expect(differencesOf({ folds: { folds } })).toMatchObject([{ where: { stage: "folds", item: "folds", rows: [{ row: 1, path: "train.to", expected: "400", got: "401" }] } }]);
  });

  test("a weight", () => {
    expect(differencesOf({ weights: { weights: [Float32Array.of(0.1, 0.2), Float32Array.of(0.25)] } })).toMatchObject([{ where: { stage: "weights", item: "weights[1]", rows: [{ row: 0, got: "0.25" }] } }]);
  });

  test("a prediction that became a number, and a row too many", () => {
    const longer = Int8Array.of(1, -1, 0, 1);
    expect(differencesOf({ predictions: { forecast: changed(column(4), 3, 0), side: longer } })).toMatchObject([
      { code: "values", where: { item: "forecast", rows: [{ row: 3, expected: "NaN", got: "0" }] } },
      { code: "rows", expected: "3 rows", got: "4 rows", where: { item: "side", rows: [{ row: 3, expected: "none", got: "1" }] } },
    ]);
  });

  test("an order", () => {
    expect(differencesOf({ orders: { orders: [{ id: 1, units: 3, end: "filled" }, { id: 2, units: -3, end: "cancelled" }] } })).toMatchObject([
      { where: { stage: "orders", rows: [{ row: 1, path: "end", expected: '"filled"', got: '"cancelled"' }] } },
    ]);
  });

  test("a field of the report, and a result that the closing table reads", () => {
    const [one, other] = [run(), run({ report: { performance: { name: "strategy", sharpe: 0.5, winRate: 0.4 } } })];
    for (const [folder, skill] of [[one, 0.1], [other, 0.2]] as const) {
      vi.stubEnv("MARKETBOOK_RUN", folder);
      recordResult("08-lstm", "forecasts", [{ model: "linear", skill }]);
    }
    expect(compareStages(one, other, ["08-lstm"])).toMatchObject([
      { where: { stage: "report", item: "performance", rows: [{ path: "winRate", got: "0.4" }] } },
      { where: { stage: "report", item: "result forecasts", rows: [{ row: 0, path: "skill", expected: "0.1", got: "0.2" }] } },
    ]);
  });

  test("another type of numbers, an item and a stage that are missing or new", () => {
    const [one, other] = [run({ weights: { a: Float32Array.of(1), b: Float32Array.of(2) } }), run({ weights: { a: Float64Array.of(1), c: Float32Array.of(2) } })];
    recordStage("09-more", "orders", { orders: [] }, one);
    recordStage("09-more", "report", { text: "x" }, other);
    expect(compareStages(one, other, ["08-lstm", "09-more"]).map(({ code, where }) => [code, where.notebook, where.item])).toEqual([
      ["kind", "08-lstm", "a"], ["item missing", "08-lstm", "b"], ["item added", "08-lstm", "c"], ["stage missing", "09-more", undefined], ["stage added", "09-more", undefined],
    ]);
  });

  test("by its block of rows, where the numbers were too many to keep", () => {
    const large = new Float64Array(1_000_000);
    const [one, other] = [run({ factors: { large } }), run({ factors: { large: changed(large, 700_000, 1) } })];
    expect(readdirSync(path.join(one, "stages"))).not.toContain("08-lstm.factors.bin");
    const [difference] = compareStages(one, other, ["08-lstm"]);
    expect(difference?.where.block).toEqual([Math.floor(700_000 / 2048) * 2048, Math.floor(700_000 / 2048) * 2048 + 2047]);
    expect(difference?.where.rows).toBeUndefined();
  });
});

test("equal runs have no difference, whatever NaN is made of", () => {
  const odd = column(4);
  new BigUint64Array(odd.buffer)[0] = 0xfff8000000000001n;
  expect(differencesOf({ predictions: { forecast: odd, side: Int8Array.of(1, -1, 0) } })).toEqual([]);
});

test("the first difference of the pipeline is told first, the rest are counted", () => {
  const [one, other] = [run(), run({ orders: { orders: [] }, factors: { factors: { values: { rsi_14: column(2), sma_20: changed(column(3), 50, 1) } } } })];
  const text = replayText(replayReport(planReplay(one), other));
  expect(text).toContain(`The first difference:\n  factors of 08-lstm, factors.values.sma_20, row 50: expected ${Math.sin(50) + 3}, got 1\n1 more item differs:\n  orders of 08-lstm: 1`);
});

test("what is not as it was then is told first, and is of itself no difference", () => {
  const [one, other] = [run(), run()];
  const read = JSON.parse(readFileSync(path.join(one, "run.json"), "utf8"));
  writeFileSync(path.join(one, "run.json"), JSON.stringify({ ...read, code: { commit: "abc", dirty: false, packageLock: "def" }, machine: { ...read.machine, node: "1.2.3" }, data: { digest: "0", files: [...read.data.files.slice(0, -1), { ...read.data.files.at(-1), sha256: "0" }] } }));
  const report = replayReport(planReplay(one), other);
  expect(report.isEqual).toBe(true);
  expect(new Set(report.conditions.map(({ code }) => code))).toEqual(new Set(["data", "code", "packages", "machine"]));
  expect(replayText(report)).toMatch(/^Not as it was then:\n {2}data, [^\n]+: expected 0, got [0-9a-f]{12}\n[\s\S]*machine, node: expected 1\.2\.3, got [\d.]+\n[\s\S]*Equal to the last bit: 12 items of 7 stages\./);
});

test("a stage that was changed after the run is told", () => {
  const one = run();
  recordStage("08-lstm", "weights", { weights: [Float32Array.of(9)] }, one);
  expect(replayReport(planReplay(one), run()).conditions).toContainEqual(expect.objectContaining({ code: "record", where: "weights of 08-lstm" }));
});

describe("a run that did not finish", () => {
  test("says so, and what it had done is compared", () => {
    const one = run({}, "failed");
    const plan = planReplay(one);
    expect(plan.sentences).toEqual([expect.stringMatching(/^Run \S+ failed: notebook 09-next, cell 2: TypeError: no such column\. What it had done until then is compared: 08-lstm\.$/)]);
    const other = run();
    recordStage("08-lstm", "weights", { more: [1] }, other);
    expect(replayReport(plan, other).isEqual).toBe(true);
  });

  test("is refused while it runs, and where nothing of it can be compared", () => {
    const begun = startRun({}, runs);
    expect(() => planReplay(begun.folder)).toThrow(/is still running/);
    writeRecord(begun.folder, endRun(begun.record, "failed", "cut off: its process ended without a word"));
    expect(() => planReplay(begun.folder)).toThrow(/failed: cut off: its process ended without a word\. Nothing of it can be compared: no notebook was done/);
  });
});

test("of a repetition that did not finish, what it had not come to is no difference", () => {
  const [one, other, nothing] = [run(), run({}, "failed"), startRun({}, runs)];
  rmSync(path.join(other, "stages"), { recursive: true });
  recordStage("08-lstm", "raw data", PIPELINE["raw data"](), other);
  writeRecord(nothing.folder, endRun(nothing.record, "failed", "the file is gone"));
  const [report, none] = [other, nothing.folder].map((folder) => replayReport(planReplay(one), folder));
  expect([report!.isEqual, report!.differences]).toEqual([false, []]);
  expect(replayText(report!)).toContain("What it recorded until then is equal to the last bit.");
  expect(replayText(none!)).toContain("The repetition did not finish: the file is gone.\nIt had recorded nothing until then.");
});

test("code of another commit is told before, with the way back to it", () => {
  const then = { commit: "0123456789abcdef", dirty: true, packageLock: null };
  expect(otherCode({ code: then }, { ...then, commit: "fedcba9876543210", dirty: false })).toEqual([
    "It was made by the code of commit 0123456789ab, with changes that were not committed; here is fedcba987654, which may come to other numbers. git switch --detach 0123456789ab brings the code of then.",
  ]);
  expect(otherCode({ code: then }, then)).toEqual([]);
});

test("a run whose stages are gone from its folder is refused", () => {
  const one = run();
  const record = readRecord(one);
  writeRecord(one, { ...record, stages: stageDigests(one) });
  rmSync(path.join(one, "stages"), { recursive: true });
  expect(() => planReplay(one)).toThrow(/finished, but nothing of it can be compared: its stages are no longer in its folder\. Run again/);
});

test("a run is found by the beginning of its id, by last and by its folder; an unknown one is answered with the nearest and the latest", () => {
  const one = run();
  const id = path.basename(one);
  const again = run({}, "finished", { repeats: id });
  for (const name of [id, "last", one]) expect(findRun(name, runs)).toBe(one);
  expect(findRun(path.basename(again).slice(0, -1), runs)).toBe(again);
  expect(() => findRun(`${id}0`, runs)).toThrow(`did you mean ${id}? The latest are`);
  expect(() => findRun("2", runs)).toThrow(/several runs begin with "2"/);
  expect(() => findRun("", runs)).toThrow('there is no run "". The latest are');
  expect(() => planReplay(one, ["08-lstn"])).toThrow(/did you mean 08-lstm\?/);
});

test("a cut or changed file of stages, a stage that there is not, and a tensor are refused", () => {
  const one = run();
  const file = path.join(one, "stages", "08-lstm.json");
  copyFileSync(file, `${file}.whole`);
  writeFileSync(file, readFileSync(file, "utf8").slice(0, 300));
  expect(() => planReplay(one)).toThrow(RunError);
  cpSync(`${file}.whole`, file);
  expect(() => recordStage("08-lstm", "weights", { model: { dataSync: () => [] } }, one)).toThrow(/"model" is a tensor; give its values, tensor\.dataSync\(\)/);
  expect(() => recordStage("../x", "weights", {}, one)).toThrow(/named like "08-lstm"/);
});

test("items of a stage that are recorded in two calls stand together, the same name replaced", () => {
  const one = run({ weights: { layer: { a: Float64Array.of(1), b: Float64Array.of(2) } } });
  recordStage("08-lstm", "weights", { layer: { a: Float64Array.of(3) }, other: Float64Array.of(4) }, one);
  const other = run({ weights: { layer: { a: Float64Array.of(3) }, other: Float64Array.of(4) } });
  expect(compareStages(one, other, ["08-lstm"])).toEqual([]);
});
