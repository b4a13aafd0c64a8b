import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bars } from "../../market/bars.ts";
import { flatBars, randomBars } from "../fixtures/randomBars.ts";
import { column, computeFactors, factorIds } from "../index.ts";

/** Bars that close at the prices of a function of the row and reach half a point beyond. */
function barsOf(rows: number, price: (t: number) => number): Bars {
  const bars = randomBars(rows, 1);
  for (let t = 0; t < rows; t++) {
    bars.open[t] = bars.close[t] = price(t);
    bars.high[t] = price(t) + 0.5;
    bars.low[t] = price(t) - 0.5;
  }
  return bars;
}

const valuesOf = (bars: Bars, id: string) => column(computeFactors(bars, [id]), id);
const lastOf = (bars: Bars, id: string) => valuesOf(bars, id).at(-1)!;

describe("on a straight line", () => {
  const bars = barsOf(300, (t) => 100 + t);

  test.each([
    ["linreg_14", 399], ["tsf_14", 400], ["linreg_intercept_14", 386], ["linreg_slope_14", 1], ["linreg_r2_14", 1], ["sma_20", 389.5], ["wma_20", 399 - 19 / 3], ["trima_20", 389.5], ["hma_9", 399],
    ["dema_20", 399], ["tema_20", 399], ["kama_10", 397.75], ["vidya_19", 390], ["swma", 397.5], ["midpoint_14", 392.5],
    ["ichimoku_span_a_9_26_52", 373 - (4 + 12.5) / 2], ["ichimoku_lagging_9_26_52", 399 / 373 - 1], ["sar_distance_0.02_0.2", 399 / 394.5 - 1], ["supertrend_direction_10_3", 1], ["ht_trendmode", 1],
    ["vertical_horizontal_28", 27 / 28], ["laguerre_0", 397.5], ["laguerre_rsi_0.5", 1], ["plus_dm_14", 14], ["minus_dm_14", 0], ["vortex_plus_14", 2 / 1.5], ["vortex_minus_14", 0],
  ])("%s is %d", (id, value) => {
    expect(lastOf(bars, id)).toBeCloseTo(value, 6);
  });
});

describe("on flat prices", () => {
  test.each([
    ["hma_20", 100], ["t3_5", 100], ["kama_10", 100], ["alma_9", 100], ["vwma_20", 100], ["mcginley_10", 100], ["linreg_slope_14", 0], ["linreg_r2_14", 0], ["sar_0.02_0.2", 100], ["sar_distance_0.02_0.2", 0], ["supertrend_10_3", 100],
    ["vortex_plus_14", 1], ["choppiness_14", 100], ["mass_index_25", 25], ["vertical_horizontal_28", 0], ["laguerre_rsi_0.5", 0.5], ["laguerre_channel_position_0.8_20", 0.5], ["ichimoku_cloud_9_26_52", 0], ["dx_14", 0],
    ["ht_inphase", 0], ["random_walk_high_14", 0], ["trendflex_20", 0], ["pivot_distance", 0], ["ha_direction", 0],
  ])("%s is %d", (id, value) => {
    expect(lastOf(flatBars(400, 100, 0), id)).toBeCloseTo(value, 9);
  });
});

test.each([10, 20, 30])("a sine of %d bars has that dominant cycle, and its phase advances by 360°/period a bar", (period) => {
  const bars = barsOf(1000, (t) => 100 + 5 * Math.sin((2 * Math.PI * t) / period));
  const found = valuesOf(bars, "ht_dcperiod").subarray(500);
  expect(found.reduce((sum, value) => sum + value, 0) / found.length).toBeCloseTo(period, 0);
  const phase = valuesOf(bars, "ht_dcphase");
  const advance = phase.subarray(900, 900 + period).reduce((sum, value, k) => sum + (((value - phase[899 + k]!) % 360) + 360) % 360, 0);
  expect(Math.abs(advance - 360)).toBeLessThan(20);
});

test("a distance column is the close beside the line of its name", () => {
  const bars = randomBars(400, 3);
  const ids = factorIds("all").filter((id) => /^(sma|ema|wma|hma|dema|tema|t3|trima|kama|vidya|zlema|alma|vwma|rma|swma|mcginley|ssf|hilo|frama|hwma|laguerre|laguerre_adaptive|sar)_distance/.test(id));
  expect(ids.length).toBeGreaterThan(40);
  const { values } = computeFactors(bars, ids.flatMap((id) => [id, id.replace("_distance", "")]));
  for (const id of ids) for (let t = 250; t < 400; t++) expect(values[id]![t]).toBeCloseTo(bars.close[t]! / values[id.replace("_distance", "")]![t]! - 1, 12);
});

test("an average of other prices is the average moved and stretched alike", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.constantFrom("hma_9", "dema_10", "tema_10", "t3_5", "trima_9", "kama_10", "vidya_14", "zlema_10", "alma_9", "linreg_14", "laguerre_0.5", "ssf_10", "midpoint_14"), (seed, id) => {
      const bars = randomBars(200, seed);
      const moved = { ...bars, close: bars.close.map((x) => 3 * x + 50), high: bars.high.map((x) => 3 * x + 50), low: bars.low.map((x) => 3 * x + 50), open: bars.open.map((x) => 3 * x + 50) };
      const [one, other] = [valuesOf(bars, id), valuesOf(moved, id)];
      for (let t = 60; t < 200; t++) expect(Math.abs(other[t]! - 3 * one[t]! - 50)).toBeLessThan(1e-9 * other[t]!);
    }),
    { seed: 7, numRuns: 40 },
  );
});

test("Ichimoku's spans at a bar are the lines of 26 bars before, and the lagging line looks back", () => {
  const bars = randomBars(200, 5);
  const conversion = valuesOf(bars, "ichimoku_conversion_9_26_52");
  const base = valuesOf(bars, "ichimoku_base_9_26_52");
  const span = valuesOf(bars, "ichimoku_span_a_9_26_52");
  const lagging = valuesOf(bars, "ichimoku_lagging_9_26_52");
  for (let t = 60; t < 200; t++) {
    expect(span[t]).toBe((conversion[t - 26]! + base[t - 26]!) / 2);
    expect(lagging[t]).toBe(bars.close[t]! / bars.close[t - 26]! - 1);
  }
});

test("the Laguerre filter uses both values of the stage before", () => {
  const bars = barsOf(60, (t) => (t < 20 ? 100 : 110));
  const values = valuesOf(bars, "laguerre_0.8");
  expect(values[19]).toBeCloseTo(100, 9);
  // The first reaction of the stages is 0.2, −0.16, 0.128 and −0.1024 of the step.
  expect(values[20]).toBeCloseTo(100 + (10 * (0.2 - 2 * 0.16 + 2 * 0.128 - 0.1024)) / 6, 9);
  expect(values[59]).toBeCloseTo(110, 0);
});

test.each(["trendflex_20", "reflex_20"])("%s is 0 on prices that stand still after they moved, not the rounding in its own units", (id) => {
  const moved = randomBars(4000, 3);
  for (const prices of [moved.open, moved.high, moved.low, moved.close]) prices.fill(1234.567, 500);
  expect(column(computeFactors(moved, [id]), id).subarray(3000).every((value) => value === 0)).toBe(true);
});
