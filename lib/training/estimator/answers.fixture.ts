import { expect } from "vitest";
import type { FittedForecaster } from "../../models/index.ts";
import type { Windows } from "../../windows/index.ts";
import { OFFERS, type EstimatorClaims, type Offer } from "./claims.fixture.ts";

/** All that a fitted value says of some windows, by what was asked. */
export type Answers = Readonly<Record<string, unknown>>;

/** Asks a fitted value everything that it offers. */
export function answersOf(fitted: FittedForecaster, windows: Windows, { offers }: Pick<EstimatorClaims, "offers">): Answers {
  const asked: Readonly<Record<Offer, () => unknown>> = {
    quantiles: () => fitted.quantiles?.(windows),
    probabilities: () => fitted.probabilities?.(windows),
    heads: () => fitted.heads?.(windows),
    importance: () => fitted.importance?.(),
    contributions: () => (hasContributions(fitted, windows) ? fitted.contributions?.(windows) : undefined),
  };
  return { predict: fitted.predict(windows), ...Object.fromEntries(OFFERS.filter((offer) => offers.includes(offer)).map((offer) => [offer, asked[offer]()])) };
}

/** Contributions to log-odds are those of two classes. */
export function hasContributions(fitted: FittedForecaster, windows: Windows): boolean {
  return fitted.task === "regression" || fitted.probabilities?.(windows).classes === 2;
}

/** Expects the same answers to the last bit, and says which differs first. */
export function expectSame(got: Answers, wanted: Answers, when: string): void {
  for (const name of Object.keys(wanted)) expect(got[name], `${name} ${when}`).toEqual(wanted[name]);
}

/** Expects numbers that can be traded on: none is NaN or infinite. */
export function expectFinite(values: Float64Array, what: string): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  expect(at < 0 ? "finite" : `${values[at]} at ${at}`, what).toBe("finite");
}

/** Standard deviation, 1 where all are the same. */
export function spread(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length) || 1;
}

/** Pearson's correlation. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [a, b].map((values) => Array.from(values).map((value, _, all) => value - all.reduce((sum, each) => sum + each, 0) / all.length));
  const sum = (f: (k: number) => number) => x!.reduce((total, _, k) => total + f(k), 0);
  return sum((k) => x![k]! * y![k]!) / Math.sqrt(sum((k) => x![k]! ** 2) * sum((k) => y![k]! ** 2));
}
