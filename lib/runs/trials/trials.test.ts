import { execFile } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { backtest, buyAndHold } from "../../backtest/index.ts";
import { sliceBars, type Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { deflatedSharpe, simpleReturns } from "../../statistics/index.ts";
import { startRun } from "../record/record.ts";
import { countTrial, countTrials, judgedBacktest, trialDataOf, trialOf, trialsOf, type Trial } from "./index.ts";

let place = "";
beforeEach(() => {
  place = mkdtempSync(path.join(os.tmpdir(), "trials-"));
  vi.stubEnv("MARKETBOOK_RUNS", path.join(place, "runs"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true, force: true });
});

function market({ count = 600, provenance = "a file", seed = 1, symbol = "SP500" } = {}): Bars {
  const { normal } = randomStream(randomKey(seed));
  let price = 100;
  const close = Float64Array.from({ length: count }, () => (price *= Math.exp(0.01 * normal())));
  return { symbol, interval: "1d", provenance, closeTime: close.map((_, t) => Date.UTC(2000, 0, 1 + t)), open: close, high: close, low: close, close, volume: close };
}

const bars = market();
const data = trialDataOf(bars);
const by = { by: "14-backtest" };
const variant = (fast: number, sharpe: number | null = fast / 100): Trial => ({ strategy: "crossover", parameters: { fast, slow: 50 }, costs: { commissionBps: 1 }, sharpe, observations: 599, skewness: 0, kurtosis: 3 });
const countOf = (of = data) => trialsOf(of, by).count;

describe("the ledger", () => {
  test("counts each variant once, and tells the variance of the annualised Sharpe ratios", () => {
    countTrials(data, [1, 2, 4].map((fast) => variant(fast)), by);
    countTrial(data, variant(2), { by: "15-portfolio" });
    expect(trialsOf(data, by)).toEqual({ count: 3, varianceOfSharpes: expect.closeTo(((365 * (7 / 3)) / 1e4), 10) });
    expect(readFileSync(path.join(place, "trials", "1d.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(1);
  });

  test("counts a variant without a Sharpe ratio, leaves it out of the variance, and gives 1 and 0 where nothing was tried", () => {
    expect(trialsOf(data, by)).toEqual({ count: 1, varianceOfSharpes: 0 });
    countTrials(data, [variant(1), variant(2, null)], by);
    expect(trialsOf(data, by)).toEqual({ count: 2, varianceOfSharpes: 0 });
  });

  test("counts a variant again whose code was changed: on the same rows it came out differently; but not for the last bits, nor on more rows", () => {
    countTrials(data, [variant(1, 0.02), variant(1, 0.02 * (1 + 1e-12))], by);
    expect(countOf()).toBe(1);
    countTrial(data, variant(1, 0.021), by);
    expect(countOf()).toBe(2);
    countTrial(trialDataOf(sliceBars(bars, 0, 590)), variant(1, 0.03), by);
    expect(countOf()).toBe(2);
  });

  test("counts spans of one series together where they overlap, and no others", () => {
    const [early, middle, late] = [[0, 200], [150, 400], [350, 600]].map(([from, to]) => trialDataOf(sliceBars(bars, from!, to!)));
    for (const [k, span] of [early!, middle!, late!].entries()) countTrial(span, variant(k), by);
    expect([early!, middle!, late!, data].map(countOf)).toEqual([2, 3, 2, 3]);
  });

  test("knows a series by its prices whatever its name, and another series by its name or prices", () => {
    countTrial(data, variant(1), by);
    expect(countOf(trialDataOf({ ...sliceBars(bars, 100, 500), symbol: "renamed" }))).toBe(1);
    countTrial(trialDataOf({ ...sliceBars(bars, 100, 500), symbol: "renamed" }), variant(2), by);
    expect(countOf()).toBe(2);
    countTrial(trialDataOf(market({ seed: 2, symbol: "OTHER" })), variant(3), by);
    countTrial(trialDataOf({ ...bars, interval: "1h" }), variant(4), by);
    expect(countOf()).toBe(2);
    countTrial(trialDataOf(market({ seed: 2 })), variant(5), by);
    expect(countOf()).toBe(3);
  });

  test("does not mix up generated markets of one name", () => {
    const drawn = [1, 2].map((seed) => trialDataOf(market({ seed, provenance: "generated, not a market" })));
    for (const one of drawn) countTrial(one, variant(1), by);
    countTrial(drawn[0]!, variant(2), by);
    expect(drawn.map(countOf)).toEqual([2, 1]);
  });

  test("passes over a torn line, ends it before the next, and refuses a line that is no trial", () => {
    countTrial(data, variant(1), by);
    const file = path.join(place, "trials", "1d.jsonl");
    appendFileSync(file, readFileSync(file, "utf8").slice(0, 80));
    countTrial(data, variant(2), by);
    expect(countOf()).toBe(2);
    writeFileSync(file, '{"by":"x"}\n');
    expect(countOf).toThrow(/line 1 of the trials in 1d\.jsonl is no trial: data/);
  });

  test("holds the whole lines of several processes", async () => {
    const script = `
      import { countTrial, trialDataOf } from ${JSON.stringify(path.join(import.meta.dirname, "index.ts"))};
      const close = Float64Array.from({ length: 3000 }, (_, t) => 100 + Math.sin(t));
      const data = trialDataOf({ symbol: "X", interval: "1d", provenance: "a file", closeTime: close.map((_, t) => Date.UTC(2000, 0, 1 + t)), open: close, high: close, low: close, close, volume: close });
      for (let k = 0; k < 20; k++) countTrial(data, { strategy: process.argv[1], parameters: { k }, costs: {}, sharpe: k, observations: 10, skewness: 0, kurtosis: 3 }, { by: process.argv[1] });`;
    await Promise.all(["one", "two", "three"].map((name) => promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script, name], { env: { ...process.env, MARKETBOOK_RUNS: path.join(place, "runs") } })));
    const lines = readFileSync(path.join(place, "trials", "1d.jsonl"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).trials.length)).toEqual(Array.from({ length: 60 }, () => 1));
  });
});

describe("inside a run", () => {
  test("counts from what was known at its start and its own, whatever is tried beside it", () => {
    countTrial(data, variant(1), by);
    const { folder } = startRun({}, path.join(place, "runs"));
    countTrial(data, variant(2), by);
    const inRun = { ...by, runFolder: folder };
    expect(trialsOf(data, inRun).count).toBe(1);
    countTrial(data, variant(3), inRun);
    countTrial(data, variant(4), { by: "15-portfolio", runFolder: folder });
    expect(trialsOf(data, inRun).count).toBe(2);
    expect(trialsOf(data, { by: "15-portfolio", runFolder: folder }).count).toBe(3);
    expect(countOf()).toBe(4);
  });

  test("a repetition starts from the trials of the run, not from those of today", () => {
    const first = startRun({}, path.join(place, "runs"));
    countTrial(data, variant(1), { ...by, runFolder: first.folder });
    const again = startRun({ repeats: first.record.id, trialsBefore: path.join(first.folder, "trials", "before") }, path.join(place, "runs"));
    countTrial(data, variant(1), { ...by, runFolder: again.folder });
    expect(trialsOf(data, { ...by, runFolder: again.folder }).count).toBe(1);
  });

  test("of a test the trials stay beside it", () => {
    const { folder } = startRun({}, path.join(place, "test"));
    countTrial(data, variant(1), { ...by, runFolder: folder });
    expect(readdirSync(path.join(place, "test", "trials"))).toEqual(["1d.jsonl"]);
    expect(countOf(data)).toBe(1);
    expect(readdirSync(place)).toEqual(["test"]);
  });
});

describe("a judged backtest", () => {
  const hold = buyAndHold(bars);
  const follow = (span: number) => backtest(bars, bars.close.map((close, t) => (t >= span && close > bars.close[t - span]! ? 1 : 0)));
  const judge = (span: number) => judgedBacktest({ bars, strategy: { name: "follow", parameters: { span } }, result: follow(span), hold }, { ...by, key: randomKey(1), resamples: 50 });

  test("counts itself, and its deflated Sharpe ratio falls as more is tried", () => {
    const first = judge(5);
    expect(first.trials).toEqual({ count: 1, varianceOfSharpes: 0 });
    expect(first.verdict.sentences.join(" ")).toContain("It is the only trial on record");
    for (let span = 1; span <= 30; span++) judge(span);
    const later = judge(5);
    expect(later.trials.count).toBe(30);
    const { count, varianceOfSharpes } = later.trials;
    expect(later.verdict.deflatedSharpe).toBe(deflatedSharpe(simpleReturns(follow(5).equity), { trials: count, sharpeVariance: varianceOfSharpes, periodsPerYear: 365 }));
    expect(Number(later.verdict.deflatedSharpe)).toBeLessThan(Number(first.verdict.deflatedSharpe));
    expect(later.performance.map(({ name }) => name)).toEqual(["follow", "buy-and-hold"]);
  });

  test("of a ruined strategy counts too, without a Sharpe ratio", () => {
    expect(trialOf({ strategy: "x" }, [100, 50, 0])).toEqual({ strategy: "x", parameters: {}, costs: {}, sharpe: null, observations: 0, skewness: null, kurtosis: null });
  });
});
