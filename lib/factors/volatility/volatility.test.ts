import { describe, expect, test } from "vitest";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { flatBars, randomBars } from "../fixtures/randomBars.ts";
import { column, computeFactors } from "../index.ts";

test.each(["keltner_position_20", "aberration_position_5_15", "bb_position_20"])("%s is near ½ on prices that have stood still long after they moved", (id) => {
  const moved = randomBars(20_000, 3);
  for (const prices of [moved.open, moved.high, moved.low, moved.close]) prices.fill(1234.567, 500);
  const values = column(computeFactors(moved, [id]), id).subarray(2000);
  for (const value of values) expect(Math.abs(value - 0.5)).toBeLessThanOrEqual(4);
  expect(values.at(-1)).toBe(0.5);
});

/** A driftless walk seen at `steps` moments within each bar, with a jump of so many deviations every `every` bars. */
function walk(rows: number, seed: number, deviation: number, steps: number, jump = 0, every = 1): Bars {
  const { normal } = randomStream(randomKey(seed));
  const bars = randomBars(rows, 1);
  let price = Math.log(100);
  for (let t = 0; t < rows; t++) {
    let [top, bottom] = [price, price];
    bars.open[t] = Math.exp(price);
    for (let k = 0; k < steps; k++) {
      price += (deviation * normal()) / Math.sqrt(steps) + (k === 0 && t % every === 0 ? jump * deviation : 0);
      top = Math.max(top, price);
      bottom = Math.min(bottom, price);
    }
    bars.high[t] = Math.exp(top);
    bars.low[t] = Math.exp(bottom);
    bars.close[t] = Math.exp(price);
  }
  return bars;
}

const lastOf = (bars: Bars, id: string) => column(computeFactors(bars, [id]), id).at(-1)!;

test.each(["hist_vol_1000", "parkinson_1000", "garman_klass_1000", "rogers_satchell_1000", "yang_zhang_1000", "bipower_volatility_1000", "garch_1000_50"])("%s finds the volatility of a walk", (id) => {
  // The highest of 400 moments lies a little under that of all moments: the range estimators come out some percent low.
  expect(Math.abs(lastOf(walk(1100, 3, 0.01, 400), id) / 0.01 - 1)).toBeLessThan(0.12);
});

test("the range estimators err less than returns do", () => {
  const errors = (id: string) => Array.from({ length: 30 }, (_, seed) => (lastOf(walk(101, 50 + seed, 0.01, 100), id) / 0.01 - 1) ** 2).reduce((sum, error) => sum + error, 0);
  const [returns, ranges] = [errors("hist_vol_30"), errors("rogers_satchell_30")];
  expect(ranges).toBeLessThan(returns);
});

test("upside and downside volatility together are the mean square return", () => {
  const bars = randomBars(200, 4);
  const { values } = computeFactors(bars, ["upside_volatility_20", "downside_volatility_20", "log_return_1"]);
  const squares = values["log_return_1"]!.subarray(180).reduce((sum, r) => sum + r * r, 0) / 20;
  expect(values["upside_volatility_20"]![199]! ** 2 + values["downside_volatility_20"]![199]! ** 2).toBeCloseTo(squares, 12);
});

test("jumps raise the jump share, a walk without them has little", () => {
  expect(lastOf(walk(1100, 5, 0.01, 1), "jump_share_1000")).toBeLessThan(0.1);
  expect(lastOf(walk(1100, 5, 0.01, 1, 15, 100), "jump_share_1000")).toBeGreaterThan(0.4);
});

test("ARCH-LM rejects a walk of even volatility about one time in twenty, and volatility that comes in clusters nearly always", () => {
  const rejected = (make: (seed: number) => Bars) => Array.from({ length: 100 }, (_, seed) => lastOf(make(seed), "arch_lm_500_5") > 11.07).filter(Boolean).length;
  const clustered = (seed: number): Bars => {
    const { normal } = randomStream(randomKey(seed));
    const bars = flatBars(520, 100, 0);
    for (let t = 1, h = 1e-4, price = 100; t < 520; t++) {
      const move = Math.sqrt(h) * normal();
      h = 2e-5 + 0.3 * move * move + 0.5 * h;
      price *= Math.exp(move);
      for (const prices of [bars.open, bars.high, bars.low, bars.close]) prices[t] = price;
    }
    return bars;
  };
  expect(rejected((seed) => walk(520, seed, 0.01, 1))).toBeLessThan(12);
  expect(rejected(clustered)).toBeGreaterThan(90);
});

describe("on flat prices", () => {
  test.each([
    ["true_range", 0], ["natr_14", 0], ["keltner_position_20", 0.5], ["keltner_width_20", 0], ["acceleration_upper_20", 100], ["chandelier_long_22_3", 100], ["yang_zhang_20", 0], ["ewma_vol_0.94", 0], ["jump_share_20", 0],
    ["volatility_ratio_10_50", 1], ["ulcer_14", 0], ["chaikin_volatility_10_10", 0], ["relative_volatility_14", 50], ["arch_lm_100_5", 0], ["thermometer_ratio_20", 1], ["atr_stop_14_3", 100], ["volatility_of_volatility_20", 0],
  ])("%s is %d", (id, value) => {
    expect(lastOf(flatBars(400, 100, 0), id)).toBe(value);
  });
});
