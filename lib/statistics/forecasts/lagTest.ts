import { correlation } from "./correlation.ts";
import { StatisticsError } from "../error.ts";
import { isAvailable, notAvailable, type Measure } from "../measure.ts";
import { mean, standardDeviation } from "../moments.ts";
import { neweyWest } from "../inference/neweyWest.ts";
import { rmse } from "./rmse.ts";
import { checkSamples } from "../samples.ts";

export type LagTest = {
  /** Lag of the actual series whose changes the forecast's changes match best; null if that cannot be told. 0 is what a forecast should have. */
  readonly lag: number | null;
  /** True if the forecast follows an earlier value, beyond chance, and says nothing about the change to come. */
  readonly repeatsYesterday: boolean;
  /** Correlation of Δforecast with Δactual at lag 0, 1, … */
  readonly correlations: readonly Measure[];
  /** RMSE of the forecast against the actual series at lag 0, 1, …, in the unit of the values. */
  readonly errors: readonly number[];
  /** Correlation of what is new in the foretold change with the real change, both from the last known value. */
  readonly foresight: Measure;
  /** A sentence; the reason if the lag is null. */
  readonly text: string;
};

const FEWEST_ROWS = 30;

/**
 * Lag test: does a forecast foretell, or does it draw yesterday's line one day late?
 * lag = the k in 0..maxLag with the greatest correlation of Δforecast[t] and Δactual[t−k]; changes, since any two trending levels correlate.
 * A skilled price forecast may still lie nearest to yesterday, as most of tomorrow's price is today's. So `repeatsYesterday` asks for three things:
 * (1) lag ≥ 1; (2) lag fits better than lag 0: mean of the differences of squared residuals > 3 Newey–West errors;
 * (3) correlation of forecast − previous with actual − previous is not above 2 standard errors, 1/√(N/horizon). The former is prewhitened by
 *     its lag-1 autocorrelation (Box and Jenkins 1970): the level of a random walk seems to foretell its changes within any sample.
 * in: consecutive rows [N], `previous` is the last value known when the forecast was made (zeros if the values are returns)
 * Persistence itself has lag = horizon. Fewer than 30 rows or a forecast that never changes: lag is null.
 */
export function lagTest(
  { actual, forecast, previous }: { actual: ArrayLike<number>; forecast: ArrayLike<number>; previous: ArrayLike<number> },
  { maxLag = 5, horizon = 1 }: { maxLag?: number; horizon?: number } = {},
): LagTest {
  const count = checkSamples("lagTest", { actual, forecast, previous });
  if (!Number.isInteger(horizon) || horizon < 1) throw new StatisticsError(`lagTest: horizon must be a whole number of bars ≥ 1, got ${horizon}`);
  if (!Number.isInteger(maxLag) || maxLag < horizon) throw new StatisticsError(`lagTest: maxLag must be a whole number ≥ the horizon ${horizon}, got ${maxLag}`);
  const foretold = Float64Array.from(forecast, (f, t) => f - previous[t]!);
  const real = Float64Array.from(actual, (a, t) => a - previous[t]!);
  const foresight = count > 2 ? correlation(prewhitened(foretold), real.subarray(1)) : notAvailable(`${count} rows, 3 needed`);
  const from = maxLag + 1;
  if (count - from < FEWEST_ROWS) {
    return { lag: null, repeatsYesterday: false, correlations: [], errors: [], foresight, text: `${count} rows, ${from + FEWEST_ROWS} needed` };
  }
  const steps = changes(forecast, from, count, 0);
  const lagged = Array.from({ length: maxLag + 1 }, (_, k) => changes(actual, from, count, k));
  const correlations = lagged.map((column) => correlation(steps, column));
  const errors = lagged.map((_, k) => rmse(slice(actual, from - k, count - k), slice(forecast, from, count)));
  const isPersistence = foretold.every((change) => change === 0);
  const lag = isPersistence ? horizon : best(correlations);
  const blind = !isAvailable(foresight) || foresight <= 2 / Math.sqrt(count / horizon);
  const follows = isPersistence || (lag !== null && lag > 0 && fitsBetter(steps, lagged[lag]!, lagged[0]!, maxLag + horizon));
  const repeatsYesterday = follows && blind;
  return { lag, repeatsYesterday, correlations, errors, foresight, text: inWords(lag, repeatsYesterday, follows) };
}

/** x[t] − r·x[t−1], r the correlation of neighbours. in: [N]  out: [N−1] */
function prewhitened(x: Float64Array): Float64Array {
  const neighbours = correlation(x.subarray(1), x.subarray(0, -1));
  const r = isAvailable(neighbours) ? neighbours : 0;
  return x.subarray(1).map((value, t) => value - r * x[t]!);
}

function inWords(lag: number | null, repeatsYesterday: boolean, follows: boolean): string {
  if (lag === null) return "the forecast never changes";
  const bars = `${lag} ${lag === 1 ? "bar" : "bars"}`;
  if (repeatsYesterday) return `It repeats the value of ${bars} ago.`;
  if (follows) return `It lies nearest to the value of ${bars} ago, but its changes foretell part of the real ones.`;
  return lag === 0 ? "It does not lag." : `It matches no lag beyond chance (best: ${bars}).`;
}

function slice(x: ArrayLike<number>, from: number, to: number): Float64Array {
  return Float64Array.from({ length: to - from }, (_, t) => x[from + t]!);
}

function changes(x: ArrayLike<number>, from: number, to: number, lag: number): Float64Array {
  return Float64Array.from({ length: to - from }, (_, t) => x[from + t - lag]! - x[from + t - lag - 1]!);
}

function best(correlations: readonly Measure[]): number | null {
  let lag: number | null = null;
  let most = -Infinity;
  correlations.forEach((value, k) => {
    if (isAvailable(value) && value > most) [lag, most] = [k, value];
  });
  return lag;
}

function fitsBetter(steps: Float64Array, late: Float64Array, now: Float64Array, lags: number): boolean {
  const withNow = squaredResiduals(steps, now);
  const gain = squaredResiduals(steps, late).map((square, t) => withNow[t]! - square);
  return mean(gain) > 3 * neweyWest(gain, lags);
}

/** Squared residuals of the regression of standardised y on standardised x. */
function squaredResiduals(y: Float64Array, x: Float64Array): Float64Array {
  const slope = correlation(y, x);
  if (!isAvailable(slope)) return y.map(() => 1);
  const [centreY, centreX] = [mean(y), mean(x)];
  const [scaleY, scaleX] = [standardDeviation(y), standardDeviation(x)];
  return y.map((value, t) => ((value - centreY) / scaleY - slope * ((x[t]! - centreX) / scaleX)) ** 2);
}

