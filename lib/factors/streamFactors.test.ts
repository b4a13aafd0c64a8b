import { describe, expect, test } from "vitest";
import { mapBars, sliceBars, type Bars } from "../market/bars.ts";
import { column, computeFactors, factorIds, FactorError, streamFactors, type Bar } from "./index.ts";
import { randomBars } from "./fixtures/randomBars.ts";

const ids = factorIds();
const bars = randomBars(1200, 6);
const rowOf = ({ close, closeTime, high, low, open, volume }: Bars, t: number): Bar => ({ closeTime: closeTime[t]!, open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]!, volume: volume[t]! });
const rowsOf = (some: Bars, t: number) => ids.map((id) => column(computeFactors(some, ids), id)[t]!);

test("a history taken at once and bars that follow give what all bars give at once", () => {
  const whole = computeFactors(bars, ids);
  for (const from of [1, 2, 255, 256, 257, 600]) {
    const stream = streamFactors({ ids, interval: "1d" });
    expect([...stream.appendAll(sliceBars(bars, 0, from))]).toEqual(ids.map((id) => column(whole, id)[from - 1]));
    for (let t = from; t < 650; t++) stream.append(rowOf(bars, t));
    expect([...stream.values]).toEqual(ids.map((id) => column(whole, id)[649]));
    expect(stream.rows).toBe(650);
  }
});

test("the last bar of a history can be replaced, as often as wanted", () => {
  const stream = streamFactors({ ids, interval: "1d" });
  const first = [...stream.appendAll(sliceBars(bars, 0, 700))];
  const bar = rowOf(bars, 699);
  for (const close of [bar.low, bar.high]) stream.replaceLast({ ...bar, close });
  expect([...stream.replaceLast(bar)]).toEqual(first);
});

test("a bar with a missing value is a gap, also when it is filled later", () => {
  const broken = mapBars(bars, (values, name) => (name === "close" ? values.map((value, t) => (t === 300 ? Number.NaN : value)) : values));
  const stream = streamFactors({ ids, interval: "1d" });
  stream.appendAll(sliceBars(broken, 0, 301));
  expect(stream.values[ids.indexOf("rsi_14")]).toBeNaN();
  expect([...stream.replaceLast(rowOf(bars, 300))]).toEqual(rowsOf(bars, 300));
  stream.replaceLast(rowOf(broken, 300));
  for (let t = 301; t < 900; t++) stream.append(rowOf(broken, t));
  expect([...stream.values]).toEqual(rowsOf(broken, 899));
});

test("memory does not grow: arrays stay the same over a hundred thousand bars", () => {
  const stream = streamFactors({ ids: ["rsi_14", "sma_200", "macd_hist_12_26_9"], interval: "1d" });
  const { values } = stream;
  for (let t = 0; t < 100_000; t++) stream.append({ ...rowOf(bars, t % 1200), closeTime: t });
  expect(stream.values).toBe(values);
  expect(values.every(Number.isFinite)).toBe(true);
});

describe("a bar that cannot be is refused, and the stream stays as it was", () => {
  const next = rowOf(bars, 50);
  test.each<[string, Partial<Bar>, string]>([
    ["a time that is there", { closeTime: bars.closeTime[49]! }, "bar 50 (2015-02-19) of EURUSD: it repeats the time of the bar before; an unfinished bar is replaced with replaceLast."],
    ["an earlier time", { closeTime: bars.closeTime[3]! }, "it is earlier than the bar before (2015-02-19)"],
    ["no time", { closeTime: Number.NaN }, "bar 50 (no date) of EURUSD: there is no close time."],
    ["a high below the low", { high: 1 }, "high 1 is below low"],
    ["a price of zero", { open: 0 }, "a price is not above zero"],
    ["a negative volume", { volume: -1 }, "volume -1 is negative"],
  ])("%s", (_, change, message) => {
    const stream = streamFactors({ ids, interval: "1d", symbol: "EURUSD" });
    stream.appendAll(sliceBars(bars, 0, 50));
    expect(() => stream.append({ ...next, ...change })).toThrow(message);
    expect([...stream.append(next)]).toEqual(rowsOf(bars, 50));
  });

  test("no bar to replace", () => {
    expect(() => streamFactors({ ids, interval: "1d" }).replaceLast(next)).toThrow("the stream has no bar to replace. Append one first.");
  });

  test("no value of a reference beside it", () => {
    const stream = streamFactors({ ids: ["beta_spy_20"], interval: "1d" });
    expect(() => stream.append(next)).toThrow(FactorError);
    expect(() => stream.append(next)).toThrow('bar 0 of the stream comes without "spy.close", which one of its factors reads. Give it beside the bar, NaN where it is not known.');
    expect(stream.rows).toBe(0);
    stream.append(next, { "spy.close": 100 });
    expect(stream.rows).toBe(1);
  });

  test("a history that does not follow", () => {
    const stream = streamFactors({ ids, interval: "1d" });
    stream.appendAll(sliceBars(bars, 0, 50));
    expect(() => stream.appendAll(sliceBars(bars, 40, 60))).toThrow("Give only the bars that follow.");
  });
});
