import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadBars } from "../../market/index.ts";
import type { Bars } from "../../market/bars.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { randomBars } from "../fixtures/randomBars.ts";
import { column, computeFactors } from "../index.ts";
import { fitGarch, newGarchSearch } from "./fitGarch.ts";
import { differentiate, likelihoodOf, nextVariance, type Garch } from "./garchLikelihood.ts";

type Fit = Garch & { readonly row: number; readonly window: number; readonly logLikelihood: number; readonly volatility: number };

// Made by scripts/reference/factors/garch.py with the Python package arch.
const { fits }: { readonly fits: readonly Fit[] } = JSON.parse(readFileSync(new URL("./garchReference.json", import.meta.url), "utf8"));

/** Squares of a GARCH(1,1) process. */
function planted(rows: number, { omega, alpha, beta }: Garch, seed: number): Float64Array {
  const { normal } = randomStream(randomKey(seed));
  const squares = new Float64Array(rows);
  let h = omega / (1 - alpha - beta);
  for (let t = 0; t < rows; t++) {
    squares[t] = h * normal() ** 2;
    h = omega + alpha * squares[t]! + beta * h;
  }
  return squares;
}

function meanOf(x: Float64Array): number {
  return x.reduce((sum, value) => sum + value, 0) / x.length;
}

describe("beside the Python package arch, on windows of the S&P 500", () => {
  let bars: Bars;
  beforeAll(async () => {
    bars = await loadBars({ source: "embedded", symbol: "SP500" });
  });

  test.each(fits)("the fit of $window returns up to row $row finds the same parameters, likelihood and next volatility", ({ alpha, beta, logLikelihood, omega, row, volatility, window }) => {
    const returns = Float64Array.from({ length: window }, (_, k) => Math.log(bars.close[row - window + 1 + k]! / bars.close[row - window + k]!));
    const mean = meanOf(returns);
    const squares = returns.map((value) => (value - mean) ** 2);
    const variance = meanOf(squares);
    const shares = squares.map((square) => square / variance);
    const found = fitGarch(shares, newGarchSearch());
    expect(Math.abs(found.alpha - alpha)).toBeLessThan(1e-5);
    expect(Math.abs(found.beta - beta)).toBeLessThan(1e-5);
    expect(Math.abs((found.omega * variance) / omega - 1)).toBeLessThan(1e-3);
    expect(-window * (likelihoodOf(shares, found) + 0.5 * Math.log(2 * Math.PI * variance))).toBeGreaterThan(logLikelihood - 1e-5);
    expect(Math.abs(Math.sqrt(variance * nextVariance(shares, found)) / volatility - 1)).toBeLessThan(1e-5);
  });

  test("the column has these volatilities where it is fitted", () => {
    const values = column(computeFactors(bars, ["garch_500_100"]), "garch_500_100");
    for (const { row, volatility, window } of fits) if (window === 500) expect(Math.abs(values[row]! / volatility - 1), `row ${row}`).toBeLessThan(1e-5);
  });
});

test("the derivatives are those of the likelihood", () => {
  const squares = planted(300, { omega: 0.1, alpha: 0.1, beta: 0.8 }, 3);
  const at = { omega: 0.2, alpha: 0.15, beta: 0.6 };
  const slopes = { gradient: new Float64Array(3), curvature: new Float64Array(6) };
  const near = (change: Partial<Garch>): Float64Array => {
    differentiate(squares, { ...at, ...change }, slopes);
    return slopes.gradient.slice();
  };
  const names = ["omega", "alpha", "beta"] as const;
  const step = 1e-5;
  for (const [i, name] of names.entries()) {
    const above = { [name]: at[name] + step };
    const below = { [name]: at[name] - step };
    const slope = (likelihoodOf(squares, { ...at, ...above }) - likelihoodOf(squares, { ...at, ...below })) / (2 * step);
    const bend = near(above).map((value, k) => (value - near(below)[k]!) / (2 * step));
    expect(near({})[i]).toBeCloseTo(slope, 6);
    for (let j = 0; j <= i; j++) expect(slopes.curvature[(i * (i + 1)) / 2 + j]).toBeCloseTo(bend[j]!, 5);
  }
});

test.each([{ alpha: 0.08, beta: 0.9 }, { alpha: 0.2, beta: 0.6 }, { alpha: 0.05, beta: 0.93 }])("a planted process with alpha $alpha and beta $beta is found", ({ alpha, beta }) => {
  const squares = planted(40_000, { omega: 1 - alpha - beta, alpha, beta }, 11);
  const found = fitGarch(squares, newGarchSearch());
  expect(found.alpha).toBeGreaterThan(alpha - 0.02);
  expect(found.alpha).toBeLessThan(alpha + 0.02);
  expect(found.beta).toBeGreaterThan(beta - 0.03);
  expect(found.beta).toBeLessThan(beta + 0.03);
});

test("parameters change only where they are fitted, and a window without movement gives 0", () => {
  const bars = randomBars(400, 9);
  const persistence = column(computeFactors(bars, ["garch_persistence_100_40"]), "garch_persistence_100_40");
  for (let t = 101; t < 400; t++) if ((t - 100) % 40 !== 0) expect(persistence[t]).toBe(persistence[t - 1]);
  const still = { ...bars, open: bars.open.fill(5), high: bars.high.fill(5), low: bars.low.fill(5), close: bars.close.fill(5) };
  expect(column(computeFactors(still, ["garch_100_40"]), "garch_100_40").at(-1)).toBe(0);
});
