import { expect, test } from "vitest";
import { randomKey } from "../random/index.ts";
import type { Bars } from "./bars.ts";
import { formatBarTime } from "./barTime.ts";
import { generateBars } from "./generateBars.ts";
import { loadBars } from "./loadBars.ts";
import { checkBars } from "./quality/checkBars.ts";
import { resampleBars } from "./resample/resampleBars.ts";
import { ticksToBars } from "./ticks/ticksToBars.ts";

const recipe = { symbol: "G", rows: 4000, interval: "1d", start: Date.parse("2000-01-01"), volatility: 0.01, clustering: 0, edge: 0 } as const;
const logReturns = ({ close }: Bars): Float64Array => close.map((price, t) => (t === 0 ? 0 : Math.log(price / close[t - 1]!)));
const autocorrelation = (values: Float64Array, lag = 1): number => {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const product = (shift: number): number => values.reduce((sum, x, t) => (t < shift ? sum : sum + (x - mean) * (values[t - shift]! - mean)), 0);
  return product(lag) / product(0);
};

test("the same key draws the same bars, another key others", () => {
  expect(generateBars(recipe, randomKey(1))).toEqual(generateBars(recipe, randomKey(1)));
  expect(generateBars(recipe, randomKey(2)).close).not.toEqual(generateBars(recipe, randomKey(1)).close);
});

test("the planted edge is the correlation of a return with the one before", () => {
  expect(autocorrelation(logReturns(generateBars({ ...recipe, edge: 0.2 }, randomKey(3))))).toBeCloseTo(0.2, 1);
  expect(Math.abs(autocorrelation(logReturns(generateBars(recipe, randomKey(3)))))).toBeLessThan(0.05);
});

test("clustering shows in the size of returns, not in their sign", () => {
  const wild = logReturns(generateBars({ ...recipe, clustering: 0.97 }, randomKey(5)));
  expect(autocorrelation(wild.map((x) => x * x), 1)).toBeGreaterThan(0.08);
  expect(Math.abs(autocorrelation(wild))).toBeLessThan(0.06);
  const calm = logReturns(generateBars(recipe, randomKey(5)));
  expect(Math.abs(autocorrelation(calm.map((x) => x * x)))).toBeLessThan(0.06);
});

test("the standard deviation of a return is the volatility asked", () => {
  const returns = logReturns(generateBars(recipe, randomKey(8)));
  expect(Math.sqrt(returns.reduce((sum, x) => sum + x * x, 0) / returns.length)).toBeCloseTo(0.01, 3);
});

test("generated bars pass every check and say that they are no market", async () => {
  const bars = await loadBars({ source: "generated", symbol: "NOISE", seed: 7 });
  expect(checkBars(bars)).toEqual([]);
  expect(bars.provenance).toBe("generated, not a market: no edge, volatility 0.012 a bar, clustering 0, seed 7");
});

test("daily bars fall on trading days, hourly ones follow each other", () => {
  expect(Array.from(generateBars({ ...recipe, rows: 2 }, randomKey(1)).closeTime, formatBarTime)).toEqual(["2000-01-03", "2000-01-04"]);
  expect(Array.from(generateBars({ ...recipe, rows: 2, interval: "1h" }, randomKey(1)).closeTime, formatBarTime)).toEqual(["2000-01-01T01:00:00.000Z", "2000-01-01T02:00:00.000Z"]);
});

test.each([
  [{ rows: 0 }, "rows must be a whole number ≥ 1, got 0"],
  [{ edge: 1 }, "needs edge between −1 and 1"],
  [{ volatility: 0 }, "volatility above 0, got 0, 0, 0"],
])("%o is refused", (wrong, message) => {
  expect(() => generateBars({ ...recipe, ...wrong }, randomKey(1))).toThrow(message);
});

test("an unknown generated market is an error that lists those there are", async () => {
  await expect(loadBars({ source: "generated", symbol: "NOSE" })).rejects.toThrow('generated: there is no symbol "NOSE"; did you mean "NOISE"? There are: CLUSTERS, NOISE, EDGE.');
});

test("longer bars hold first open, highest high, lowest low, last close and the sum of volume, the unfinished last one left out", () => {
  const hours = generateBars({ ...recipe, rows: 30, interval: "1h" }, randomKey(1));
  const days = resampleBars(hours, "1d");
  const first = (column: Float64Array): Float64Array => column.slice(0, 24);
  expect(Array.from(days.closeTime, formatBarTime)).toEqual(["2000-01-01"]);
  expect([days.open[0], days.high[0], days.low[0], days.close[0], days.volume[0]]).toEqual([
    hours.open[0], Math.max(...first(hours.high)), Math.min(...first(hours.low)), hours.close[23], first(hours.volume).reduce((sum, x) => sum + x, 0),
  ]);
  expect(() => resampleBars(days, "1h")).toThrow("1d bars of G cannot be made into 1h ones");
});

test("trades before a bar's close belong to it, one at the close to the next, and the last bar waits for its end", () => {
  const minute = 60_000;
  const ticks = { times: Float64Array.of(0, minute - 1, minute, 3 * minute, 4 * minute), price: Float64Array.of(5, 7, 6, 4, 9), size: Float64Array.of(1, 2, 3, 4, 5) };
  const bars = ticksToBars(ticks, { symbol: "T", interval: "1m", provenance: "ticks" });
  expect([bars.closeTime, bars.open, bars.high, bars.low, bars.close, bars.volume].map((column) => Array.from(column))).toEqual([
    [minute, 2 * minute, 4 * minute], [5, 6, 4], [7, 6, 4], [5, 6, 4], [7, 6, 4], [3, 3, 4],
  ]);
});

test("trades out of order are refused", () => {
  const times = Float64Array.of(70_000, 0);
  expect(() => ticksToBars({ times, price: times, size: times }, { symbol: "T", interval: "1m", provenance: "" })).toThrow("trade 1 of T is older than the one before");
});
