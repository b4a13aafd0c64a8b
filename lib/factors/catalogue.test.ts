import fc from "fast-check";
import { expect, test } from "vitest";
import { randomKey } from "../random/index.ts";
import { FACTORS } from "./catalogue.ts";
import { column, computeFactors, describeFactor, everyFactor, factorIds, parseFactorId } from "./index.ts";
import { hourlyBars, randomBars } from "./fixtures/randomBars.ts";

const ROWS = 420;
const bars = randomBars(ROWS, 7);
const ids = [...new Set([...factorIds(), ...everyFactor()])];

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
  for (const id of everyFactor().filter((id) => !describeFactor(id).intradayOnly)) expect(compared, id).toEqual(expect.arrayContaining([id]));
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
