import { describe, expect, test } from "vitest";
import { backtest, buyAndHold } from "../../backtest/index.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { parseReport, searchMap, StatisticsError, strategyReport, type ReportOptions } from "../index.ts";

const { normal } = randomStream(randomKey(3));
let price = 100;
const open = Float64Array.from({ length: 400 }, () => (price *= Math.exp(0.01 * normal())));
const close = open.map((value, t) => open[t + 1] ?? value);
const bars: Bars = { symbol: "WALK", interval: "1d", provenance: "generated", closeTime: open.map((_, t) => Date.UTC(2001, 0, 2 + t) - 1), open, close, high: open.map((value, t) => Math.max(value, close[t]!)), low: open.map((value, t) => Math.min(value, close[t]!)), volume: open };
const wanted = close.map((_, t) => Math.floor(t / 10) % 2);
const reportOf = (options: Partial<ReportOptions> = {}) => strategyReport(backtest(bars, wanted), buyAndHold(bars), { key: randomKey(1), resamples: 50, bars, ...options });
const text = JSON.stringify(reportOf());

describe("a report", () => {
  test("is the same after it was written and read", () => {
    expect(parseReport(text, "report.json")).toEqual(JSON.parse(text));
    expect(JSON.parse(text)).toEqual(reportOf());
  });

  test("holds candles, regimes and the source of its bars; N/A with the reason where they were not given", () => {
    const report = reportOf();
    expect(report.prices[0]!.close).toHaveLength(400);
    expect(Array.isArray(report.regimes) && report.regimes.map(({ regime }) => regime).sort()).toEqual(["falling, calm", "falling, wild", "not known yet", "rising, calm", "rising, wild"]);
    expect(report.provenance.bars).toEqual([{ symbol: "WALK", interval: "1d", count: 400, from: "2001-01-01", to: "2002-02-04", source: "generated" }]);
    const bare = strategyReport(backtest(bars, wanted), buyAndHold(bars), { key: randomKey(1), resamples: 50 });
    expect(bare).toMatchObject({ prices: [], regimes: { value: null, reason: "the bars were not given" }, search: { reason: "no search of parameters was given" }, provenance: { digest: { reason: "no digest of the bars was given" } } });
  });

  test("of a strategy and a buy-and-hold over other bars is refused", () => {
    expect(() => strategyReport(backtest(bars, wanted), { ...buyAndHold(bars), closeTime: new Float64Array(3) }, { key: randomKey(1) })).toThrow("the strategy has 400 rows and buy-and-hold 3");
  });
});

describe("a file that is no report", () => {
  const changed = (change: object) => () => parseReport(JSON.stringify({ ...JSON.parse(text), ...change }), "r.json");

  test.each([
    ["cut off", text.slice(0, 5000), "r.json: the file ends in the middle, after 5,000 letters: it was cut off; run the backtest again"],
    ["empty", "", "r.json: the file is empty; run the backtest again"],
    ["a list of numbers", "[1, 2]", "r.json: this is no report but another JSON document; write one with marketbook backtest --output"],
    ["the record of a run that failed", '{"id":"x","status":"failed","reason":"the disk is full"}', 'r.json: status is "failed" (the disk is full): a report is only made of a run that finished; run it again'],
  ])("is refused: %s", (_, given, message) => {
    expect(() => parseReport(given, "r.json")).toThrow(new StatisticsError(message));
  });

  test("is refused by the field that is wrong", () => {
    expect(changed({ version: 99 })).toThrow("r.json: version is 99, this program reads 3; run the backtest again");
    expect(changed({ version: undefined })).toThrow("r.json: version is missing");
    expect(changed({ capital: "much" })).toThrow("r.json: capital is wrong: Invalid input: expected number, received string; run the backtest again");
    expect(changed({ trades: [{ asset: "A" }] })).toThrow("r.json: trades.0.side is wrong");
    expect(changed({ bars: 401 })).toThrow("r.json: equity has 400 rows, bars says 401: the report is not whole");
  });
});

describe("the map of a search", () => {
  const sets = [2, 3].flatMap((fast) => [5, 6].flatMap((slow) => [0, 0.1].map((stopLoss) => ({ fast, slow, stopLoss })))).filter(({ fast, slow }) => fast !== 3 || slow !== 6);
  const searched = { rule: "smaCrossover", grid: { fast: [2, 3], slow: [5, 6], stopLoss: [0, 0.1] }, sets, trials: sets.length };
  const sharpe = [0.1, 0.2, 0.3, 0.9, Number.NaN, 0.4];

  test("is its measure over two parameters, the others those of the best set", () => {
    expect(searchMap(searched, sharpe)).toEqual({
      rule: "smaCrossover", measure: "Sharpe", rows: { parameter: "fast", values: [2, 3] }, columns: { parameter: "slow", values: [5, 6] },
      values: [[0.2, 0.9], [0.4, null]], best: { row: 0, column: 1 }, fixed: { stopLoss: 0.1 }, trials: 6,
    });
    expect(searchMap(searched, sharpe, { axes: ["slow", "stopLoss"] }).values).toEqual([[0.1, 0.2], [0.3, 0.9]]);
  });

  test("refuses axes that are no parameters, and a search of one", () => {
    expect(() => searchMap(searched, sharpe, { axes: ["fast", "period"] })).toThrow("the axes are fast and period, the parameters of smaCrossover fast, slow, stopLoss; name two of them");
    expect(() => searchMap({ ...searched, grid: { fast: [2] } }, sharpe)).toThrow("a map has two parameters, the search has 1");
    expect(() => searchMap(searched, [1])).toThrow("1 values of Sharpe for 6 sets");
  });
});
