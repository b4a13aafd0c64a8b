import { describe, expect, test } from "vitest";
import { randomKey, split } from "../random/index.ts";
import { plantedFactors } from "./fixtures/plantedFactors.ts";
import { AnalysisError, benjaminiHochberg, expectedBest, scoreColumns } from "./index.ts";

const MARKETS = 30;

/** Share of columns of noise with a score beyond 1.96, by memory of the column. */
function falseAlarms(horizon: number) {
  const counts = { columns: 0, t: 0, z: 0, both: 0 };
  for (let seed = 0; seed < MARKETS; seed++) {
    const { columns, label } = plantedFactors({ rows: 1500, noise: 20, seed });
    for (const { strength, t, z } of scoreColumns(columns, label(horizon), { key: split(randomKey(seed), "shifts"), shifts: 100 }).scores) {
      counts.columns++;
      if (Math.abs(t) > 1.96) counts.t++;
      if (Math.abs(z) > 1.96) counts.z++;
      if (strength > 1.96) counts.both++;
    }
  }
  const share = (count: number) => count / counts.columns;
  return { t: share(counts.t), z: share(counts.z), both: share(counts.both) };
}

describe("noise", () => {
  test.each([1, 20])("is called a factor one time in twenty by the shifts, horizon %i", (horizon) => {
    const { both, t, z } = falseAlarms(horizon);
    console.log(`noise with memories 0 to 0.99, horizon ${horizon}: |t| above 1.96 in ${(100 * t).toFixed(1)} %, |z| in ${(100 * z).toFixed(1)} %, both in ${(100 * both).toFixed(1)} %`);
    expect(z).toBeLessThan(0.075);
    expect(both).toBeLessThanOrEqual(Math.min(t, z));
    expect(both).toBeGreaterThan(0.02);
  });

  test("the best of many is told from chance: a find in one market of twenty", () => {
    let [finds, discoveries] = [0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const { columns, label } = plantedFactors({ rows: 600, noise: 30, seed: 100 + seed });
      const { scores } = scoreColumns(columns, label(1), { key: randomKey(seed), shifts: 99 });
      if (scores.some(({ pBest }) => pBest <= 0.05)) finds++;
      if (scores.some(({ q }) => q <= 0.05)) discoveries++;
    }
    console.log(`best of 30 columns of noise, 60 markets: pBest ≤ 0.05 in ${finds}, q ≤ 0.05 in ${discoveries}`);
    expect(finds).toBeLessThanOrEqual(8);
    expect(discoveries).toBeLessThanOrEqual(8);
  });

  test("the best of independent columns gets by the shifts what the formula says", () => {
    const { columns, label } = plantedFactors({ rows: 2000, noise: 60, seed: 4 });
    const { chance } = scoreColumns(columns, label(1), { key: randomKey(1), shifts: 300 });
    expect(chance.tried).toBe(60);
    expect(chance.best).toBeGreaterThan(chance.bestOfIndependent - 0.2);
    expect(chance.best).toBeLessThan(chance.bestOfIndependent + 0.2);
  });
});

describe("a planted coefficient of 0.1", () => {
  test.each(["rankIC", "ic"] as const)("is the strongest of 51 columns and beyond what searching gives, by %s", (by) => {
    let first = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { columns, label } = plantedFactors({ rows: 4000, noise: 50, ic: 0.1, seed });
      const { scores } = scoreColumns(columns, label(1), { key: randomKey(seed), shifts: 99, by });
      const best = scores.reduce((most, score) => (score.strength > most.strength ? score : most));
      if (best.column === "planted" && best.q < 0.01 && best.pBest <= 0.02) first++;
    }
    console.log(`IC 0.1 among 50 columns of noise, by ${by}: found in ${first} of 20 markets`);
    expect(first).toBeGreaterThanOrEqual(19);
  });
});

describe("corrections for many", () => {
  test("need at least one column tried", () => {
    expect(() => expectedBest(0)).toThrow(new AnalysisError("expectedBest: the number of columns tried must be a whole number ≥ 1, got 0"));
  });

  test("leave out columns without a p", () => {
    expect(benjaminiHochberg([0.02, Number.NaN, 0.01, 0.9])).toEqual(Float64Array.of(0.03, Number.NaN, 0.03, 0.9));
  });
});

test("a column that cannot be judged has no score and does not count as tried", () => {
  const { columns, label } = plantedFactors({ rows: 200, noise: 2, seed: 1 });
  const flat = { ...columns, names: [...columns.names, "flat"], values: { ...columns.values, flat: new Float64Array(200) } };
  const { chance, scores } = scoreColumns(flat, label(1), { key: randomKey(1), shifts: 30 });
  expect(chance.tried).toBe(2);
  expect(scores[2]).toEqual({ column: "flat", value: Number.NaN, t: Number.NaN, z: Number.NaN, strength: Number.NaN, p: Number.NaN, q: Number.NaN, pBest: Number.NaN, rows: 199 });
});
