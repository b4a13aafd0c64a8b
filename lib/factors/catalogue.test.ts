import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapBars, sliceBars } from "../market/bars.ts";
import { randomKey } from "../random/index.ts";
import { FACTORS } from "./catalogue.ts";
import { column, computeFactors, describeFactor, everyFactor, factorIds, FactorError, parseFactorId } from "./index.ts";
import { flatBars, randomBars } from "./fixtures/randomBars.ts";

const ROWS = 420;
const bars = randomBars(ROWS, 7);
const ids = [...new Set([...factorIds(), ...everyFactor()])];

describe.each(ids)("%s", (id) => {
  const { inputs, scaleFree, unit, warmUp } = describeFactor(id);
  const values = column(computeFactors(bars, [id]), id);

  test("is as long as the bars, NaN before its warm-up and a number from there on", () => {
    expect(values.length).toBe(ROWS);
    expect(values.findIndex((value) => !Number.isNaN(value))).toBe(warmUp);
    expect(values.subarray(warmUp).every(Number.isFinite)).toBe(true);
  });

  test("does not change when later bars are taken away", () => {
    for (const cut of [warmUp + 1, warmUp + 2, warmUp + 17, ROWS - 1]) {
      expect(column(computeFactors(sliceBars(bars, 0, cut), [id]), id)).toEqual(values.slice(0, cut));
    }
  });

  test("does not change when later bars become others", () => {
    const other = randomBars(ROWS, 8);
    for (const cut of [warmUp + 1, warmUp + 5, ROWS - 1]) {
      const mixed = mapBars(bars, (past, name) => past.map((value, t) => (t < cut || name === "closeTime" ? value : other[name][t]!)));
      expect(column(computeFactors(mixed, [id]), id).subarray(0, cut)).toEqual(values.subarray(0, cut));
    }
  });

  test("follows the scale of prices and of volume as its unit says", () => {
    const scaled = (names: readonly string[]) => column(computeFactors(mapBars(bars, (x, name) => (names.includes(name) ? x.map((value) => 8 * value) : x)), [id]), id);
    const times = (factor: number) => values.map((value) => factor * value);
    expect(scaleFree).toBe(unit !== "price" && unit !== "volume");
    expect(scaled(["open", "high", "low", "close"])).toEqual(times(unit === "price" ? 8 : 1));
    expect(scaled(["volume"])).toEqual(times(unit === "volume" ? 8 : 1));
  });

  test("is NaN in a gap of its inputs and starts anew behind it", () => {
    const gap = 200;
    for (const input of inputs) {
      if (input === "closeTime") continue;
      const broken = mapBars(bars, (x, name) => (name === input ? x.map((value, t) => (t === gap ? Number.NaN : value)) : x));
      const got = column(computeFactors(broken, [id]), id);
      expect(got.subarray(0, gap)).toEqual(values.subarray(0, gap));
      expect(got.subarray(gap, gap + 1 + warmUp).every(Number.isNaN)).toBe(true);
      expect(got.slice(gap + 1)).toEqual(column(computeFactors(sliceBars(bars, gap + 1, ROWS), [id]), id));
    }
  });

  test("has a value on flat prices, without volume, and in both at once", () => {
    for (const still of [flatBars(ROWS, 100.1, 1000), flatBars(ROWS, 100.1, 0), mapBars(bars, (x, name) => (name === "volume" ? x.map(() => 0) : x))]) {
      expect(column(computeFactors(still, [id]), id).subarray(warmUp).every(Number.isFinite)).toBe(true);
    }
  });

  test("refuses bars that end before its first value", () => {
    expect(computeFactors(sliceBars(bars, 0, warmUp + 1), [id]).names).toEqual([id]);
    expect(() => computeFactors(sliceBars(bars, 0, warmUp), [id])).toThrow(FactorError);
  });
});

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
