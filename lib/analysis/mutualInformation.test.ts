import { describe, expect, test } from "vitest";
import { randomKey, split } from "../random/index.ts";
import { wandering } from "./fixtures/plantedFactors.ts";
import { AnalysisError, mutualInformation, rankInformationCoefficient } from "./index.ts";

const ESTIMATORS = ["neighbours", "bins"] as const;
const labelOf = (values: Float64Array) => ({ name: "y", horizon: 1, values });
const noise = (seed: number, rows = 2000) => wandering(rows, 0, randomKey(seed));

describe.each(ESTIMATORS)("mutual information by %s", (estimator) => {
  test("of a normal pair is −½·ln(1 − ρ²)", () => {
    for (const rho of [0, 0.3, 0.6]) {
      const estimates = Array.from({ length: 10 }, (_, seed) => {
        const [x, e] = ["x", "e"].map((name) => wandering(2000, 0, split(randomKey(seed), name)));
        return mutualInformation(x!, labelOf(x!.map((value, t) => rho * value + Math.sqrt(1 - rho * rho) * e![t]!)), { estimator, key: randomKey(seed) }).value;
      });
      const mean = estimates.reduce((sum, value) => sum + value / estimates.length, 0);
      const truth = -0.5 * Math.log(1 - rho * rho);
      console.log(`${estimator}, ρ ${rho}: ${mean.toFixed(4)} nats, truth ${truth.toFixed(4)}`);
      expect(Math.abs(mean - truth)).toBeLessThan(0.025);
    }
  });

  test("sees a parabola, which no correlation sees", () => {
    const [x, e] = [noise(1), noise(2)];
    const y = labelOf(x.map((value, t) => 0.3 * value * value + e[t]!));
    expect(Math.abs(rankInformationCoefficient(x, y).t)).toBeLessThan(2);
    const { correlation, p, value } = mutualInformation(x, y, { estimator, shifts: 49, key: randomKey(1) });
    expect(p).toBe(1 / 50);
    expect(value).toBeGreaterThan(0.04);
    expect(correlation).toBeCloseTo(Math.sqrt(1 - Math.exp(-2 * value)), 12);
  });

  test("of columns with memory but no tie is surprising one time in ten at p ≤ 0.1", () => {
    const surprising = Array.from({ length: 60 }, (_, seed) => {
      const [x, y] = ["x", "y"].map((name) => wandering(400, 0.9, split(randomKey(seed), name)));
      return mutualInformation(x!, labelOf(y!), { estimator, shifts: 49, key: randomKey(seed) }).p;
    }).filter((p) => p <= 0.1).length;
    console.log(`mutual information by ${estimator} of two columns with memory 0.9: p ≤ 0.1 in ${surprising} of 60`);
    expect(surprising).toBeLessThanOrEqual(12);
  });

  test("cannot be told below thirty rows, repeats itself for the same key, and of a constant there is none", () => {
    const [x, y] = [noise(1, 200), labelOf(noise(2, 200))];
    expect(mutualInformation(x, y, { estimator, key: randomKey(1), rows: { from: 0, to: 29 } })).toEqual({ value: Number.NaN, correlation: Number.NaN, p: Number.NaN, rows: 29 });
    const once = mutualInformation(x, y, { estimator, key: randomKey(1), shifts: 20 });
    expect(mutualInformation(x, y, { estimator, key: randomKey(1), shifts: 20 })).toEqual(once);
    expect(mutualInformation(new Float64Array(200), y, { estimator, key: randomKey(1) }).value).toBe(0);
  });
});

test("a flag of few values is told by either estimator, and neighbours of equal values are no accident of rounding", () => {
  const x = noise(3).map((value) => (value > 1 ? 1 : 0));
  const e = noise(4);
  const y = labelOf(x.map((flag, t) => flag + 0.5 * e[t]!));
  const [bins, neighbours] = (["bins", "neighbours"] as const).map((estimator) => mutualInformation(x, y, { estimator, key: randomKey(1), shifts: 19 }));
  expect([bins!.p, neighbours!.p]).toEqual([0.05, 0.05]);
});

test("neighbours that the rows do not have are refused", () => {
  expect(() => mutualInformation(noise(1, 40), labelOf(noise(2, 40)), { neighbours: 40, key: randomKey(1) })).toThrow(new AnalysisError("neighbourInformation: neighbours must be a whole number from 1 to 39, got 40"));
});
