import { describe, expect, test } from "vitest";
import { mapBars, type Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { randomBars } from "../fixtures/randomBars.ts";
import { column, computeFactors } from "../index.ts";

const ROWS = 3000;
const valuesOf = (bars: Bars, id: string) => column(computeFactors(bars, [id]), id);

/** Bars of given closes, with the same ranges around each. */
function barsOf(close: (t: number) => number): Bars {
  const closes = Float64Array.from({ length: ROWS }, (_, t) => close(t));
  return mapBars(randomBars(ROWS, 1), (x, name) => (name === "volume" || name === "closeTime" ? x : closes.map((value) => value * (name === "high" ? 1.001 : name === "low" ? 0.999 : 1))));
}

function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

describe("on a steady rise", () => {
  const rise = barsOf((t) => 100 * 1.001 ** t);
  test.each([["hurst_100", 1], ["permutation_entropy_3_60", 0], ["percent_rank_20", 1], ["drawdown_20", 0], ["max_drawdown_20", 0], ["max_age_20", 0], ["min_age_20", 19], ["run_length", ROWS - 1]])("%s is %d", (id, value) => {
    expect(valuesOf(rise, id).at(-1)).toBeCloseTo(value, 9);
  });
});

describe("on a random walk", () => {
  // Two steps go the same way half of the time, so six orders have shares of 1/4, 1/4 and four times 1/8: an entropy of 0.967.
  const walk = randomBars(ROWS, 12);
  test.each([["hurst_1000", 0.5, 0.1], ["variance_ratio_5_1000", 1, 0.2], ["permutation_entropy_3_1000", 0.967, 0.015], ["fractal_dimension_15", 1.5, 0.15], ["autocorrelation_1_1000", 0, 0.07]])("%s is near %d", (id, value, tolerance) => {
    expect(Math.abs(meanOf(valuesOf(walk, id)) - value)).toBeLessThan(tolerance);
  });

  test("a full difference is the log return", () => {
    const [difference, returns] = [valuesOf(walk, "frac_diff_1_10"), valuesOf(walk, "log_return_1")];
    for (let t = 10; t < ROWS; t++) expect(difference[t]).toBeCloseTo(returns[t]!, 14);
  });
});

test("a price that goes a tenth of the way back to its mean each bar has a half-life of ln 2/−ln 0.9 bars", () => {
  const { normal } = randomStream(randomKey(6));
  let apart = 0;
  const bars = barsOf(() => 100 + (apart = 0.9 * apart + 0.5 * normal()));
  expect(meanOf(valuesOf(bars, "half_life_1000"))).toBeCloseTo(Math.log(2) / -Math.log(0.9), 0);
  expect(Math.max(...valuesOf(bars, "dickey_fuller_1000").subarray(1000))).toBeLessThan(-5);
});
