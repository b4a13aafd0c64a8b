import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../random/index.ts";
import { correlationOf, equalWeight, hierarchicalRiskParity, inverseVolatility, kellyAllocation, maximumSharpe, meanReturns, meanVariance, minimumVariance, portfolioVolatility, riskContributions, riskParity, sampleCovariance, shrunkCovariance, weightedCovariance, type Covariance, type Weights } from "./index.ts";
import { plantedReturns, world } from "./world.fixture.ts";

const sumOf = (weights: Weights) => Object.values(weights).reduce((sum, weight) => sum + weight, 0);
const covarianceOf = (names: readonly string[], rows: readonly (readonly number[])[]): Covariance => ({ names, values: rows.map((row) => Float64Array.from(row)) });
const scaled = (covariance: Covariance, by: Readonly<Record<string, number>>): Covariance => ({ ...covariance, values: covariance.values.map((row, i) => row.map((value, j) => value * by[covariance.names[i]!]! * by[covariance.names[j]!]!)) });
const closeTo = (got: Weights, expected: Weights, tolerance = 1e-8) => {
  expect(Object.keys(got)).toEqual(Object.keys(expected));
  for (const [name, weight] of Object.entries(expected)) expect(Math.abs(got[name]! - weight), `${name}: ${got[name]}, ${weight} expected`).toBeLessThanOrEqual(tolerance);
};
const LONG = {
  "equal weight": ({ names }: Covariance) => equalWeight(names), "inverse volatility": inverseVolatility, "minimum variance": (covariance: Covariance) => minimumVariance(covariance),
  "risk parity": (covariance: Covariance) => riskParity(covariance), "hierarchical risk parity": (covariance: Covariance) => hierarchicalRiskParity(covariance),
};

describe.each(Object.entries(LONG))("weights of %s", (_name, allocate) => {
  test("add up to 1, none below zero", () => {
    fc.assert(fc.property(world, ({ assets, seed }) => {
      const weights = allocate(shrunkCovariance(plantedReturns(seed, { assets })));
      expect(Object.keys(weights)).toHaveLength(assets);
      expect(sumOf(weights)).toBeCloseTo(1, 10);
      for (const weight of Object.values(weights)) expect(weight).toBeGreaterThanOrEqual(0);
    }), { seed: 1, numRuns: 40 });
  });

  test("do not depend on the unit of the returns", () => {
    fc.assert(fc.property(world, ({ assets, seed }) => {
      const covariance = sampleCovariance(plantedReturns(seed, { assets }));
      const percent = Object.fromEntries(covariance.names.map((asset) => [asset, 100]));
      closeTo(allocate(scaled(covariance, percent)), allocate(covariance));
    }), { seed: 1, numRuns: 20 });
  });

  test("are everything for one asset", () => {
    expect(allocate(covarianceOf(["a"], [[0.01]]))).toEqual({ a: 1 });
  });

  test("do not depend on the order of the assets", () => {
    const returns = plantedReturns(5, { assets: 4 });
    const turned = Object.fromEntries(Object.entries(returns).reverse());
    const [one, other] = [allocate(sampleCovariance(returns)), allocate(sampleCovariance(turned))];
    closeTo(Object.fromEntries(Object.entries(other).reverse()), one);
  });
});

describe("minimum variance", () => {
  test("varies no more than any other portfolio inside the bounds", () => {
    fc.assert(fc.property(world, fc.integer(), ({ assets, seed }, draw) => {
      const covariance = sampleCovariance(plantedReturns(seed, { assets }));
      const { uniform } = randomStream(randomKey(draw));
      const raw = covariance.names.map(() => -Math.log(1 - uniform()));
      const total = raw.reduce((sum, value) => sum + value, 0);
      const random = Object.fromEntries(covariance.names.map((asset, k) => [asset, raw[k]! / total]));
      const least = portfolioVolatility(minimumVariance(covariance), covariance);
      expect(least).toBeLessThanOrEqual(portfolioVolatility(random, covariance) * (1 + 1e-9));
      expect(portfolioVolatility(minimumVariance(covariance, { sides: "long-short" }), covariance)).toBeLessThanOrEqual(least * (1 + 1e-9));
    }), { seed: 1, numRuns: 60 });
  });

  test("is in proportion to 1/σ² where nothing is correlated", () => {
    closeTo(minimumVariance(covarianceOf(["a", "b"], [[0.01, 0], [0, 0.04]])), { a: 0.8, b: 0.2 }, 1e-12);
  });

  test("leaves out the wilder of two assets that move alike, and sells it short where that is allowed", () => {
    const covariance = covarianceOf(["calm", "wild"], [[0.01, 0.018], [0.018, 0.04]]);
    expect(minimumVariance(covariance)).toEqual({ calm: 1, wild: 0 });
    closeTo(minimumVariance(covariance, { sides: "long-short" }), { calm: 0.022 / 0.014, wild: -0.008 / 0.014 }, 1e-12);
  });

  test("keeps the largest weight, and refuses one that leaves no portfolio", () => {
    fc.assert(fc.property(world, ({ assets, seed }) => {
      const most = 1.2 / assets;
      for (const weight of Object.values(minimumVariance(sampleCovariance(plantedReturns(seed, { assets })), { most }))) expect(weight).toBeLessThanOrEqual(most);
    }), { seed: 1, numRuns: 40 });
    expect(() => minimumVariance(covarianceOf(["a", "b"], [[1, 0], [0, 1]]), { most: 0.4 })).toThrow("minimumVariance: the bounds allow sums of the weights from 0 to 0.8, not 1; widen them");
  });
});

describe("risk parity", () => {
  test("shares the risk by the budgets", () => {
    fc.assert(fc.property(world, fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }), ({ assets, seed }, given) => {
      const covariance = sampleCovariance(plantedReturns(seed, { assets }));
      const total = given.slice(0, assets).reduce((sum, value) => sum + value, 0);
      const budgets = Object.fromEntries(covariance.names.map((asset, k) => [asset, given[k]! / total]));
      closeTo(riskContributions(riskParity(covariance, { budgets }), covariance), budgets, 1e-9);
      closeTo(riskContributions(riskParity(covariance), covariance), equalWeight(covariance.names), 1e-9);
    }), { seed: 1, numRuns: 40 });
  });

  test("of two assets is inverse volatility, whatever their correlation", () => {
    closeTo(riskParity(covarianceOf(["a", "b"], [[0.01, 0.012], [0.012, 0.04]])), { a: 2 / 3, b: 1 / 3 }, 1e-10);
  });

  test("lies between minimum variance and equal weight in risk", () => {
    fc.assert(fc.property(world, ({ assets, seed }) => {
      const covariance = sampleCovariance(plantedReturns(seed, { assets }));
      const risk = portfolioVolatility(riskParity(covariance), covariance);
      expect(risk).toBeGreaterThanOrEqual(portfolioVolatility(minimumVariance(covariance), covariance) * (1 - 1e-9));
      expect(risk).toBeLessThanOrEqual(portfolioVolatility(equalWeight(covariance.names), covariance) * (1 + 1e-9));
    }), { seed: 1, numRuns: 40 });
  });

  test("refuses a budget of zero", () => {
    expect(() => riskParity(covarianceOf(["a", "b"], [[1, 0], [0, 1]]), { budgets: { a: 1, b: 0 } })).toThrow('riskParity: the budget of "b" is 0; it must be above 0. Leave the asset out if it shall carry no risk');
  });
});

describe("hierarchical risk parity", () => {
  test("gives a twin half of what one asset would have", () => {
    const alone = hierarchicalRiskParity(covarianceOf(["x", "y"], [[1, 0], [0, 1]]));
    const twins = hierarchicalRiskParity(covarianceOf(["x", "y1", "y2", "x2"], [[1, 0, 0, 0.99], [0, 1, 0.99, 0], [0, 0.99, 1, 0], [0.99, 0, 0, 1]]));
    expect(alone).toEqual({ x: 0.5, y: 0.5 });
    closeTo(twins, { x: 0.25, y1: 0.25, y2: 0.25, x2: 0.25 }, 1e-12);
  });

  test("needs no more rows than assets", () => {
    const weights = hierarchicalRiskParity(sampleCovariance(plantedReturns(3, { assets: 9, rows: 5 })));
    expect(sumOf(weights)).toBeCloseTo(1, 12);
  });
});

describe("Kelly, mean-variance and maximum Sharpe", () => {
  const returns = plantedReturns(11, { assets: 4, rows: 400 });
  const [covariance, mean] = [sampleCovariance(returns), meanReturns(returns)];

  test("a quarter of Kelly is a quarter of the full position, long-only too", () => {
    for (const sides of ["long-only", "long-short"] as const) {
      const full = kellyAllocation(mean, covariance, { fraction: 1, sides });
      closeTo(kellyAllocation(mean, covariance, { sides }), Object.fromEntries(Object.entries(full).map(([name, weight]) => [name, weight / 4])), 1e-9);
    }
  });

  test("Kelly of one asset is μ/σ² times the fraction, and holds nothing of what is expected to lose", () => {
    expect(kellyAllocation({ a: 0.001 }, covarianceOf(["a"], [[0.0004]]))).toEqual({ a: 0.625 });
    expect(kellyAllocation({ a: -0.001 }, covarianceOf(["a"], [[0.0004]]))).toEqual({ a: 0 });
    expect(kellyAllocation({ a: 0.01 }, covarianceOf(["a"], [[0.0004]]), { most: 1 })).toEqual({ a: 1 });
  });

  test("no random long-only portfolio has a larger Sharpe ratio than the maximum", () => {
    const ratio = (weights: Weights) => Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * mean[name]!, 0) / portfolioVolatility(weights, covariance);
    const best = ratio(maximumSharpe(mean, covariance));
    const { uniform } = randomStream(randomKey(1));
    for (let draw = 0; draw < 500; draw++) expect(ratio(Object.fromEntries(covariance.names.map((name) => [name, uniform()])))).toBeLessThanOrEqual(best + 1e-12);
  });

  test("there is no maximum Sharpe where nothing is expected to earn", () => {
    expect(() => maximumSharpe({ a: -0.1, b: 0 }, covarianceOf(["a", "b"], [[1, 0], [0, 1]]))).toThrow("maximumSharpe: no portfolio that adds up to 1 has an expected return above 0");
  });

  test("mean-variance ends at the minimum variance when risk aversion grows", () => {
    closeTo(meanVariance(mean, covariance, { riskAversion: 1e9 }), minimumVariance(covariance), 1e-6);
  });

  test("an expected return that is missing, of a stranger or NaN is named", () => {
    const two = covarianceOf(["a", "b"], [[1, 0], [0, 1]]);
    expect(() => kellyAllocation({ a: 1 }, two)).toThrow('kellyAllocation: 1 expected return for 2 assets, none of "b"; give one for each');
    expect(() => meanVariance({ a: 1, b: 1, c: 1 }, two)).toThrow('meanVariance: expected return of "c", which is no asset here; the assets are a, b');
    expect(() => kellyAllocation({ a: 1, b: Number.NaN }, two)).toThrow('the expected return of "b" is NaN');
  });
});

describe("covariances", () => {
  const returns = plantedReturns(7, { assets: 4, rows: 60 });

  test("see the rows they are given and no others", () => {
    const changed = Object.fromEntries(Object.entries(returns).map(([name, own]) => [name, own.map((value, t) => (t < 40 ? value : 99))]));
    for (const estimate of [sampleCovariance, weightedCovariance, shrunkCovariance]) expect(estimate(changed, { rows: { from: 0, to: 40 } })).toEqual(estimate(returns, { rows: { from: 0, to: 40 } }));
  });

  test("weighted ones become the sample's when nothing is forgotten", () => {
    const [weighted, sample] = [weightedCovariance(returns, { halfLife: 1e9 }), sampleCovariance(returns)];
    sample.values.forEach((row, i) => row.forEach((value, j) => expect(Math.abs(weighted.values[i]![j]! - value)).toBeLessThan(1e-8 * sample.values[i]![i]!)));
  });

  test("shrunk ones draw more the fewer rows there are, and keep the mean variance", () => {
    const shrinkages = [300, 60, 20, 6].map((rows) => shrunkCovariance(plantedReturns(7, { assets: 4, rows })).shrinkage);
    for (let k = 1; k < shrinkages.length; k++) expect(shrinkages[k]!).toBeGreaterThan(shrinkages[k - 1]!);
    const trace = ({ values }: Covariance) => values.reduce((sum, row, k) => sum + row[k]!, 0);
    expect(trace(shrunkCovariance(returns))).toBeCloseTo((trace(sampleCovariance(returns)) * 59) / 60, 12);
    const few = shrunkCovariance(plantedReturns(7, { assets: 8, rows: 4 }));
    expect(() => minimumVariance(few, { sides: "long-short" })).not.toThrow();
    expect(() => minimumVariance(sampleCovariance(plantedReturns(7, { assets: 8, rows: 4 })), { sides: "long-short" })).toThrow("not positive definite");
  });

  test("correlations are 1 with themselves and within ±1", () => {
    const { values } = correlationOf(sampleCovariance(returns));
    values.forEach((row, i) => row.forEach((value, j) => expect(i === j ? value === 1 : Math.abs(value) < 1).toBe(true)));
  });
});

describe("bad input is named", () => {
  test.each([
    ["a NaN", covarianceOf(["a", "b"], [[1, Number.NaN], [Number.NaN, 1]]), 'the covariance of "b" and "a" is NaN; leave out rows with a missing return before estimating it'],
    ["another size", covarianceOf(["a", "b"], [[1]]), "2 names for a covariance of 1 × 1; give one row and one column a name"],
    ["no symmetry", covarianceOf(["a", "b"], [[1, 0.5], [0.4, 1]]), 'the covariance of "b" and "a" is 0.4 one way and 0.5 the other; it must be symmetric'],
    ["constant returns", covarianceOf(["a", "b"], [[1, 0], [0, 0]]), 'the variance of "b" is 0: its returns do not vary. Leave the asset out, or look for a price that stands still'],
    ["no asset", covarianceOf([], []), "there is no asset; give at least one"],
  ])("a covariance with %s", (_what, covariance, message) => {
    for (const allocate of [minimumVariance, riskParity, hierarchicalRiskParity, inverseVolatility, correlationOf]) expect(() => allocate(covariance)).toThrow(message);
  });

  test("a covariance that is not positive definite", () => {
    const twins = covarianceOf(["a", "b", "c"], [[1, 0, 1], [0, 1, 0], [1, 0, 1]]);
    expect(() => minimumVariance(twins, { sides: "long-short" })).toThrow('minimumVariance: the covariance is not positive definite: "c" is a mix of the assets before it. There are too few rows, or two assets that move as one; use shrunkCovariance or leave one out');
  });

  test("returns without an asset, of other lengths, too short, with a missing number, and rows outside", () => {
    expect(() => sampleCovariance({})).toThrow("sampleCovariance: there is no asset; give the returns of at least one");
    expect(() => sampleCovariance({ a: [0, 1], b: [0] })).toThrow('sampleCovariance: "b" has 1 returns where "a" has 2; align the assets first');
    expect(() => shrunkCovariance({ a: [0.1] })).toThrow("shrunkCovariance: 1 rows of returns, at least 2 are needed");
    expect(() => weightedCovariance({ a: [0, 1, 2], b: [0, 1, Number.NaN] })).toThrow('weightedCovariance: the return of "b" in row 2 is NaN; take the rows on which every asset has a price');
    expect(() => meanReturns({ a: [0, 1] }, { rows: { from: 1, to: 3 } })).toThrow("meanReturns: rows 1..3 do not lie in the 2 rows of the returns");
  });

  test("weights of another length", () => {
    const two = covarianceOf(["a", "b"], [[1, 0], [0, 1]]);
    expect(() => portfolioVolatility({ a: 1 }, two)).toThrow('portfolioVolatility: 1 weight for 2 assets, none of "b"; give one for each');
    expect(() => riskContributions({ a: 0, b: 0 }, two)).toThrow("riskContributions: the variance of the portfolio is 0; there is no risk to share out");
  });
});
