import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { equalWeight, hierarchicalRiskParity, inverseVolatility, kelly, kellyAllocation, maximumSharpe, meanReturns, meanVariance, minimumVariance, riskContributions, riskOfRuin, riskParity, sampleCovariance, shrunkCovariance, volatilitiesOf, volatilityTarget, weightedCovariance, type Covariance, type Weights } from "./index.ts";

const list = z.array(z.number());
const { budgets, returns, values } = z
  .object({ packages: z.record(z.string(), z.string()), returns: z.record(z.string(), list), budgets: z.record(z.string(), z.number()), values: z.record(z.string(), list) })
  .parse(JSON.parse(readFileSync(new URL("./reference.json", import.meta.url), "utf8")));

const covariance = sampleCovariance(returns);
const mean = meanReturns(returns);
const names = Object.keys(returns);
const tenth = Object.fromEntries(names.map((name, k) => [name, volatilitiesOf(covariance)[k]! / 10]));
const short = sampleCovariance(returns, { rows: { from: 0, to: 25 } });
const few = shrunkCovariance(returns, { rows: { from: 0, to: 6 } });
const all = shrunkCovariance(returns);
const flat = ({ values: rows }: Covariance): readonly number[] => rows.flatMap((row) => [...row]);
const inNames = (weights: Weights): readonly number[] => names.map((name) => weights[name]!);

/** Formulas agree to rounding, solvers of other libraries stop earlier. */
const FORMULA = 1e-11;
const SOLVER = 2e-5;
const ours: Readonly<Record<string, readonly [got: readonly number[], tolerance: number]>> = {
  "sample covariance (numpy)": [flat(covariance), FORMULA],
  "weighted covariance, half-life 40 (pandas)": [flat(weightedCovariance(returns, { halfLife: 40 })), FORMULA],
  "shrunk covariance (scikit-learn)": [flat(all), FORMULA],
  "shrinkage of 300 and of 6 rows (scikit-learn)": [[all.shrinkage, few.shrinkage], FORMULA],
  "shrunk covariance of 6 rows (scikit-learn)": [flat(few), FORMULA],
  "minimum variance, long-only (PyPortfolioOpt)": [inNames(minimumVariance(covariance)), SOLVER],
  "minimum variance, at most 0.25 each (PyPortfolioOpt)": [inNames(minimumVariance(covariance, { most: 0.25 })), SOLVER],
  "minimum variance, long-short (PyPortfolioOpt)": [inNames(minimumVariance(covariance, { sides: "long-short" })), SOLVER],
  "maximum Sharpe, long-only (PyPortfolioOpt)": [inNames(maximumSharpe(mean, covariance)), SOLVER],
  "maximum Sharpe where each expects a tenth of its volatility (PyPortfolioOpt)": [inNames(maximumSharpe(tenth, covariance)), SOLVER],
  "mean-variance, risk aversion 6, long-only (PyPortfolioOpt)": [inNames(meanVariance(mean, covariance, { riskAversion: 6 })), SOLVER],
  "mean-variance, risk aversion 6, sizes up to 0.5 (PyPortfolioOpt)": [inNames(meanVariance(mean, covariance, { riskAversion: 6, sides: "long-short", most: 0.5 })), SOLVER],
  "Kelly, long-short, full (numpy)": [inNames(kellyAllocation(mean, covariance, { fraction: 1, sides: "long-short" })), 1e-9],
  "Kelly of a bet, 0.55 at 1.5 (scipy)": [[kelly({ winRate: 0.55, payoff: 1.5 }, { fraction: 1 })], 1e-7],
  "inverse volatility (skfolio)": [inNames(inverseVolatility(covariance)), FORMULA],
  "risk parity (skfolio)": [inNames(riskParity(covariance)), SOLVER],
  "risk parity (riskfolio-lib)": [inNames(riskParity(covariance)), SOLVER],
  "risk budgets (skfolio)": [inNames(riskParity(covariance, { budgets })), SOLVER],
  "hierarchical risk parity by profiles (the paper's listing on scipy)": [inNames(hierarchicalRiskParity(short)), FORMULA],
  "hierarchical risk parity by pairs (PyPortfolioOpt)": [inNames(hierarchicalRiskParity(short, { distances: "pairs" })), FORMULA],
  "hierarchical risk parity by pairs, average linkage (PyPortfolioOpt)": [inNames(hierarchicalRiskParity(short, { distances: "pairs", method: "average" })), FORMULA],
  "hierarchical risk parity by pairs (riskfolio-lib)": [inNames(hierarchicalRiskParity(short, { distances: "pairs" })), FORMULA],
  "risk contributions of equal weights (riskfolio-lib)": [inNames(riskContributions(equalWeight(names), covariance)), 1e-6],
  "ruin within 50, 250, 2000 rows, drift falling (scipy inverse Gaussian)": [[50, 250, 2000].map((horizon) => riskOfRuin({ mean: 0.0002, variance: 0.0025 }, { horizon })), 1e-10],
  "volatility target of A, 60 rows (pandas)": [[...volatilityTarget(returns["A"]!)].slice(59), FORMULA],
};

describe("reference values", () => {
  test.each(Object.entries(ours))("%s", (name, [got, tolerance]) => {
    const expected = values[name]!;
    expect(got).toHaveLength(expected.length);
    const size = Math.max(...expected.map(Math.abs));
    for (const [k, value] of got.entries()) expect(Math.abs(value - expected[k]!), `value ${k}: ${value}, ${expected[k]} expected`).toBeLessThanOrEqual(tolerance * size);
  });

  test("every value of the file is compared", () => {
    expect(Object.keys(ours).sort()).toEqual(Object.keys(values).sort());
  });
});
