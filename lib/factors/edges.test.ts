import { describe, expect, test } from "vitest";
import { column, computeFactors } from "./index.ts";
import { flatBars, randomBars } from "./fixtures/randomBars.ts";

const lastOf = (bars: ReturnType<typeof flatBars>, id: string) => column(computeFactors(bars, [id]), id).at(-1);

describe("on flat prices without volume a factor has the value its entry names", () => {
  test.each([
    ["rsi_14", 50], ["macd_hist_12_26_9", 0], ["macd_cross_12_26_9", 0], ["stoch_k_14_3_3", 50], ["stochrsi_k_14_14_3", 50], ["williams_r_14", -50], ["cci_20", 0], ["mfi_14", 50],
    ["sma_distance_20", 0], ["adx_14", 0], ["plus_di_14", 0], ["aroon_up_25", 100], ["aroon_oscillator_25", 0], ["atr_14", 0], ["atr_ratio_14", 0], ["bb_width_20", 0], ["bb_position_20", 0.5],
    ["donchian_position_20", 0.5], ["hist_vol_20", 0], ["parkinson_20", 0], ["garman_klass_20", 0], ["obv", 0], ["cmf_20", 0], ["adosc_3_10", 0], ["relative_volume_20", 1], ["vwap_20", 100],
    ["vwap_distance_20", 0], ["zscore_20", 0], ["skew_20", 0], ["kurtosis_20", 0], ["autocorrelation_1_60", 0], ["high_low_ratio", 1], ["log_return_1", 0],
  ])("%s is %d", (id, value) => {
    expect(lastOf(flatBars(120, 100, 0), id)).toBe(value);
  });
});

test("the MACD cross marks the bar on which the histogram changes its sign, and no other", () => {
  const columns = computeFactors(randomBars(400, 5), ["macd_hist_12_26_9", "macd_cross_12_26_9"]);
  const hist = column(columns, "macd_hist_12_26_9");
  const cross = column(columns, "macd_cross_12_26_9");
  for (let t = 34; t < 400; t++) expect(cross[t]).toBe(hist[t - 1]! < 0 !== hist[t]! < 0 ? Math.sign(hist[t]!) : 0);
  expect(cross.filter((x) => x === 1).length).toBeGreaterThan(2);
});

test("a rise every day has RSI 100, Aroon up 100 and Williams %R 0", () => {
  const bars = flatBars(60, 100, 5);
  for (let t = 0; t < 60; t++) for (const prices of [bars.open, bars.high, bars.low, bars.close]) prices[t] = 100 + t;
  expect(lastOf(bars, "rsi_14")).toBe(100);
  expect(lastOf(bars, "aroon_up_25")).toBe(100);
  expect(lastOf(bars, "williams_r_14")).toBe(0);
  expect(lastOf(bars, "adx_14")).toBeCloseTo(100, 10);
});
