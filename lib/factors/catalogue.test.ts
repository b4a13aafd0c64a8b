import fc from "fast-check";
import { expect, test } from "vitest";
import { randomKey } from "../random/index.ts";
import { FACTORS } from "./catalogue.ts";
import { column, computeFactors, describeFactor, everyFactor, factorIds, parseFactorId } from "./index.ts";
import { hourlyBars, randomBars } from "./fixtures/randomBars.ts";

const ROWS = 420;
const bars = randomBars(ROWS, 7);
const ids = [...new Set([...factorIds(), ...everyFactor()])];

/** The columns this project set out to have, from the plan of the whole system. */
const WANTED = [
  ..."rsi_2 rsi_7 rsi_14 rsi_21 rsi_50 stochrsi_k_14_14_3 roc_1 roc_5 roc_10 roc_20 williams_r_14 williams_r_21 cci_14 cci_20 mfi_14 momentum_1 momentum_5 momentum_10 momentum_20 tsi_25_13_13 kst".split(" "),
  ...["12_26_9", "5_35_5", "8_17_9"].flatMap((values) => ["line", "signal", "hist", "cross"].map((part) => `macd_${part}_${values}`)),
  ...[5, 14, 21].flatMap((period) => [`stoch_k_${period}_3_3`, `stoch_d_${period}_3_3`]),
  ...["sma", "ema", "wma"].flatMap((name) => [5, 10, 20, 50, 100, 200].flatMap((period) => [`${name}_${period}`, `${name}_distance_${period}`])),
  ..."hma_20 adx_14 adx_21 plus_di_14 plus_di_21 minus_di_14 minus_di_21 aroon_up_25 aroon_down_25 aroon_oscillator_25 supertrend_10_3 vortex_plus_14 vortex_minus_14 laguerre_0.2 laguerre_0.5 laguerre_0.8 laguerre_cross_0.2_0.8".split(" "),
  ...["conversion", "base", "span_a", "span_b", "lagging"].map((line) => `ichimoku_${line}_9_26_52`),
  ...[7, 14, 21].flatMap((period) => [`atr_${period}`, `atr_ratio_${period}`]),
  ...[20, 50].flatMap((period) => ["upper", "middle", "lower", "width", "position"].map((part) => `bb_${part}_${period}`)),
  ..."keltner_upper_20 keltner_lower_20 keltner_position_20 donchian_upper_20 hist_vol_10 hist_vol_20 hist_vol_30 parkinson_20 garman_klass_20 rogers_satchell_20 yang_zhang_20 garch_500_100 arch_lm_100_5".split(" "),
  ..."obv obv_ema_20 ad adosc_3_10 cmf_20 volume_roc_5 volume_roc_10 volume_momentum_5 volume_momentum_10 vwap_cumulative vwap_20 vwap_distance_20 relative_volume_20 spread_bps book_imbalance buy_sell_ratio".split(" "),
  ..."zscore_20 zscore_50 skew_20 kurtosis_20 autocorrelation_1_60 autocorrelation_5_60 autocorrelation_10_60 high_low_ratio high_low_ratio_mean_20".split(" "),
  ..."cdl_doji cdl_hammer cdl_inverted_hammer cdl_engulfing cdl_harami cdl_piercing cdl_morning_star cdl_evening_star cdl_shooting_star cdl_marubozu cdl_spinning_top cdl_dark_cloud_cover cdl_three_white_soldiers cdl_three_black_crows".split(" "),
  ...[20, 60, 120].flatMap((period) => [`correlation_spy_${period}`, `beta_btc_${period}`]),
  ..."dow_sin month_cos day_of_week month quarter turn_of_month before_holiday_nyse after_holiday_nyse".split(" "),
];
const WANTED_INTRADAY = [
  ..."hour_sin session_sydney session_tokyo session_london session_new_york time_in_session prev_session_return session_volatility_ratio_10 in_overlap overlap_tokyo_london overlap_london_new_york liquidity_score_10".split(" "),
  ..."session_volume_ratio_10 session_gap tokyo_london_gap london_ny_gap ny_close_asia opening_range_position_60 session_high_position session_low_position vwap_session".split(" "),
];

test("every factor has one name, every column one id", () => {
  const names = FACTORS.map((factor) => factor.name);
  const outputs = FACTORS.flatMap((factor) => factor.outputs.map((output) => output.id));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(outputs).size).toBe(outputs.length);
});

test("every entry is written out", () => {
  for (const id of ids) {
    const { description, edge, formula, inputs, source } = describeFactor(id);
    for (const text of [description, edge, formula, source]) expect(text.length).toBeGreaterThan(3);
    expect(inputs.length).toBeGreaterThan(0);
  }
});

test("the set all holds every column that bars of its interval can have, more than two hundred, and the other sets", () => {
  const daily = factorIds("all");
  const hourly = factorIds("all", { interval: "1h" });
  expect(daily.length).toBeGreaterThan(200);
  expect(new Set(daily).size).toBe(daily.length);
  expect(hourly).toEqual(expect.arrayContaining([...daily]));
  expect(hourly.length).toBeGreaterThan(daily.length);
  for (const id of [...factorIds("default"), ...factorIds("fast")]) expect(daily).toContain(id);
  const compared = factorIds("all", { references: ["spy", "btc"], hasQuotes: true });
  expect(compared).toEqual(expect.arrayContaining(["beta_spy_60", "beta_btc_60", "spread_bps"]));
  for (const id of WANTED) expect(compared, id).toContain(id);
  for (const id of WANTED_INTRADAY) expect(hourly, id).toContain(id);
});

test("the set all is computed from bars of a day and of an hour", () => {
  for (const bars of [randomBars(600, 3), hourlyBars(1500, 3)]) {
    const ids = factorIds("all", { interval: bars.interval });
    const columns = computeFactors(bars, ids);
    for (const id of ids) expect(Number.isFinite(column(columns, id).at(-1)), id).toBe(true);
  }
});

test("a lag behind an id asks for the value so many rows before", () => {
  const columns = computeFactors(bars, ["rsi_14", "rsi_14_lag_5", "obv_lag_1"]);
  expect(column(columns, "rsi_14_lag_5").slice(5)).toEqual(column(columns, "rsi_14").slice(0, -5));
  expect(column(columns, "rsi_14_lag_5").findIndex(Number.isFinite)).toBe(19);
  expect(() => parseFactorId("rsi_14_lag_0")).toThrow('"rsi_14_lag_0": lag must be a whole number from 1 to 1000, got "0".');
});

test("columns asked for together equal columns asked for alone", () => {
  const together = computeFactors(bars);
  expect(together.names).toEqual(factorIds());
  for (const id of factorIds()) expect(column(together, id)).toEqual(column(computeFactors(bars, [id]), id));
});

test("any period is computed, and any id of the right form is read back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), (period) => {
      expect(parseFactorId(`rsi_${period}`).values).toEqual({ period });
      expect(column(computeFactors(bars, [`rsi_${period}`]), `rsi_${period}`).findIndex((x) => !Number.isNaN(x))).toBe(period);
    }),
    { seed: 1, numRuns: 30 },
  );
});

test("bounded factors stay in their bounds on any bars", () => {
  const bounds = { rsi_14: [0, 100], stoch_k_14_3_3: [0, 100], williams_r_14: [-100, 0], mfi_14: [0, 100], adx_14: [0, 100], aroon_up_25: [0, 100], cmf_20: [-1, 1], donchian_position_20: [0, 1], autocorrelation_1_60: [-1, 1] } as const;
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (seed, volatility) => {
      const columns = computeFactors(randomBars(150, seed, volatility), Object.keys(bounds));
      for (const [id, [least, most]] of Object.entries(bounds)) {
        for (const value of column(columns, id)) if (!Number.isNaN(value)) expect(value >= least - 1e-9 && value <= most + 1e-9, `${id} = ${value}`).toBe(true);
      }
    }),
    { seed: randomKey(3).state, numRuns: 40 },
  );
});

test("a set refuses references by whose names its ids could not be read", () => {
  for (const name of ["SPY", "7up", "^gspc", "", "lag", "given", "regime", "s_p_500"]) expect(() => factorIds("all", { references: [name, "oil"] }), name).toThrow(/Name each with one word of small letters and digits/);
  const ids = factorIds("all", { references: ["spy", "oil", "rank"] });
  expect(() => ids.forEach(parseFactorId)).not.toThrow();
});
