import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapBars, type Bars } from "../../market/bars.ts";
import { column, computeFactors, parseFactorId } from "../index.ts";
import { flatBars, randomBars } from "../fixtures/randomBars.ts";

const ROWS = 160;

/** Bars whose close at row t is given, each of them a line without shadows from the close before. */
function barsOf(close: (t: number) => number): Bars {
  const at = (t: number) => close(Math.max(0, t));
  return mapBars(randomBars(ROWS, 1), (x, name) => x.map((value, t) => {
    if (name === "open") return at(t - 1);
    if (name === "high") return Math.max(at(t - 1), at(t));
    if (name === "low") return Math.min(at(t - 1), at(t));
    return name === "close" ? at(t) : value;
  }));
}

/** Bars upside down: highs become lows. */
function mirrored(bars: Bars): Bars {
  const around = 2 * Math.max(...bars.high);
  return mapBars(bars, (x, name) => (name === "closeTime" || name === "volume" ? x : (name === "high" ? bars.low : name === "low" ? bars.high : x).map((price) => around - price)));
}

function last(bars: Bars, id: string): number {
  return column(computeFactors(bars, [id]), id).at(-1)!;
}

describe("on closes that rise by 1 a bar", () => {
  const line = barsOf((t) => 100 + t);

  test.each([
    ["rsi_14", 100], ["cmo_14", 100], ["cmo_sum_14", 100], ["tsi_25_13_13", 100], ["smi_5_20_5", 1], ["rsx_14", 100], ["relative_momentum_14_5", 100], ["psychological_12", 100], ["efficiency_ratio_10", 1],
    ["correlation_trend_12", 1], ["balance_of_power", 1], ["intraday_momentum_14", 100], ["momentum_10", 10], ["acceleration_5", 0], ["forecast_oscillator_9", 0], ["stochf_k_14_3", 100], ["williams_r_14", 0],
    ["ultimate_oscillator_7_14_28", 100], ["td_setup", ROWS - 4], ["detrended_price_20", 20.5], ["detrended_past_20", -1.5], ["awesome_5_34", 14.5], ["apo_12_26", 7], ["macd_line_12_26_9", 7], ["trend_intensity_30", 100],
    ["price_zone_14", 100], ["elder_bull_13", 6], ["macd_hist_12_26_9", 0], ["relative_vigor_10", 1], ["squeeze_momentum_20", 9.75],
  ] as const)("%s is %d", (id, expected) => {
    expect(last(line, id)).toBeCloseTo(expected, 6);
  });
});

// Of each pair: what the column of mirrored bars is, from the column of the bars.
const MIRRORED: Readonly<Record<string, (value: number) => number>> = {
  ...Object.fromEntries(["rsi_14", "stoch_k_14_3_3", "stochf_d_14_3", "stochrsi_k_14_14_3", "kdj_k_9_3", "relative_momentum_14_5", "intraday_momentum_14", "rsx_14", "stc_10_23_50", "trend_intensity_30"].map((id) => [id, (value: number) => 100 - value])),
  ...Object.fromEntries(["cmo_14", "cmo_sum_14", "tsi_25_13_13", "macd_hist_12_26_9", "macd_cross_12_26_9", "awesome_5_34", "accelerator_5_34_5", "momentum_10", "fisher_9", "correlation_trend_12", "cci_20", "balance_of_power", "relative_vigor_10", "pretty_good_14",
    "td_setup", "elder_impulse", "stochastic_momentum_13_2_25_9", "inverse_fisher_rsi_5_9", "squeeze_momentum_20", "detrended_price_20"].map((id) => [id, (value: number) => -value])),
  williams_r_14: (value) => -100 - value,
  ultimate_oscillator_7_14_28: (value) => 100 - value,
  efficiency_ratio_10: (value) => value,
  squeeze_on_20: (value) => value,
};
test.each(Object.keys(MIRRORED))("%s of prices upside down is its mirror image", (id) => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const bars = randomBars(ROWS, seed);
      const there = column(computeFactors(bars, [id]), id);
      const back = column(computeFactors(mirrored(bars), [id]), id);
      const size = Math.max(1e-3, ...there.map((value) => (Number.isNaN(value) ? 0 : Math.abs(value))));
      for (let t = 0; t < ROWS; t++) if (!Number.isNaN(there[t]!)) expect(Math.abs(back[t]! - MIRRORED[id]!(there[t]!)) / size, `row ${t}`).toBeLessThan(1e-6);
    }),
    { seed: 3, numRuns: 5 },
  );
});

test("a fractal is told two bars after the peak, and the trough the same", () => {
  const hat = barsOf((t) => 200 - Math.abs(t - 100));
  const cup = mirrored(hat);
  for (const [bars, id] of [[hat, "fractal_high_2_2"], [cup, "fractal_low_2_2"]] as const) {
    const values = column(computeFactors(bars, [id]), id);
    // The bar behind the turn opens at it: two equal extremes are no fractal.
    expect([...values.keys()].filter((t) => values[t] === 1)).toEqual([]);
  }
  const spike = mapBars(hat, (x, name) => (name === "high" ? x.map((value, t) => (t === 100 ? value + 1 : value)) : x));
  const values = column(computeFactors(spike, ["fractal_high_2_2"]), "fractal_high_2_2");
  expect([...values.keys()].filter((t) => values[t] === 1)).toEqual([102]);
});

describe("on flat prices without volume", () => {
  const all = [100.1, 0.07, 1234.567].map((price) => flatBars(ROWS, price, 0));

  test.each([
    ["rsi_14", 50], ["stochrsi_k_14_14_3", 50], ["macd_hist_12_26_9", 0], ["macd_cross_12_26_9", 0], ["stoch_d_14_3_3", 50], ["stochf_k_14_3", 50], ["roc_10", 0], ["momentum_10", 0], ["williams_r_14", -50], ["cci_20", 0], ["mfi_14", 50],
    ["tsi_25_13_13", 0], ["smi_oscillator_5_20_5", 0], ["kst", 0], ["ppo_12_26", 0], ["apo_12_26", 0], ["cmo_14", 0], ["cmo_sum_14", 0], ["trix_30", 0], ["ultimate_oscillator_7_14_28", 50], ["balance_of_power", 0], ["awesome_5_34", 0],
    ["accelerator_5_34_5", 0], ["fisher_9", 0], ["coppock_14_11_10", 0], ["connors_rsi_3_2_100", 50], ["relative_vigor_10", 0], ["kdj_j_9_3", 50], ["qqe_14_5", 50], ["qqe_direction_14_5", 1], ["stc_10_23_50", 50], ["psychological_12", 0],
    ["efficiency_ratio_10", 1], ["correlation_trend_12", 0], ["inertia_20_14", 50], ["pretty_good_14", 0], ["forecast_oscillator_9", 0], ["squeeze_on_20", 0], ["squeeze_momentum_20", 0], ["elder_bull_13", 0], ["detrended_price_20", 0],
    ["detrended_past_20", 0], ["rsx_14", 50], ["td_setup", 0], ["acceleration_5", 0], ["center_of_gravity_10", -5.5], ["brar_ar_26", 100], ["brar_br_26", 100], ["intraday_momentum_14", 50], ["stochastic_momentum_13_2_25_9", 0],
    ["fractal_high_2_2", 0], ["relative_momentum_14_5", 50], ["price_zone_14", 0], ["fractal_efficiency_10_5", 100], ["inverse_fisher_rsi_5_9", 0], ["derivative_oscillator_14_5_3_9", 0], ["elder_impulse", 0], ["trend_intensity_30", 50],
  ] as const)("%s is %d in every row, as its edge says", (id, expected) => {
    for (const flat of all) for (const value of column(computeFactors(flat, [id]), id)) if (!Number.isNaN(value)) expect(value).toBeCloseTo(expected, 9);
  });
});

test.each([["stochrsi_k_14_14_3", 50], ["stochrsi_d_14_14_3", 50], ["pretty_good_14", 0]] as const)("%s is %d on prices that stand still after they moved", (id, expected) => {
  const moved = randomBars(6000, 3);
  for (const prices of [moved.open, moved.high, moved.low, moved.close]) prices.fill(1234.567, 200);
  expect(new Set(column(computeFactors(moved, [id]), id).subarray(1000))).toEqual(new Set([expected]));
});

test("the ultimate oscillator refuses periods that fall, whose weights TA-Lib would give to others", () => {
  expect(() => parseFactorId("ultimate_oscillator_28_14_7")).toThrow('"ultimate_oscillator_28_14_7": short (28) must not be above middle (14), nor middle above long (7): the shortest counts four times.');
  expect(parseFactorId("ultimate_oscillator_7_7_28").values).toEqual({ short: 7, middle: 7, long: 28 });
});
