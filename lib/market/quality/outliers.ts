import { quantile } from "../quantile.ts";
import { MarketError } from "../error.ts";

/** How far a value lies from those before it, in units of their spread. */
export type OutlierScores = (values: Float64Array, options?: { readonly window?: number }) => Float64Array;

/** Factor that makes the median absolute deviation of a normal sample its standard deviation, 1/Φ⁻¹(3/4). */
const MAD_TO_SIGMA = 1.482602218505602;

/** z-score: (x − mean)/standard deviation of the `window` values before x. One outlier in the window hides the next: the mean and the deviation follow it. */
export const zScores: OutlierScores = trailing((value, past) => {
  let mean = 0;
  for (const x of past) mean += x / past.length;
  let squares = 0;
  for (const x of past) squares += (x - mean) ** 2;
  return (value - mean) / Math.sqrt(squares / (past.length - 1));
});

/** Hampel 1974: (x − median)/(1.4826·MAD) of the `window` values before x. Half of the window may be wrong before the score is. */
export const hampelScores: OutlierScores = trailing((value, past) => {
  const median = quantile(past, 0.5);
  const deviations = past.map((x) => Math.abs(x - median)).sort();
  return (value - median) / (MAD_TO_SIGMA * quantile(deviations, 0.5));
});

/** Tukey 1977: distance beyond the nearer quartile in interquartile ranges, 0 between them. Tukey's fences stand at 1.5 and 3. */
export const iqrScores: OutlierScores = trailing((value, past) => {
  const [lower, upper] = [quantile(past, 0.25), quantile(past, 0.75)];
  const beyond = value > upper ? value - upper : value < lower ? value - lower : 0;
  return beyond / (upper - lower);
});

/**
 * Scores against the last `window` known values before each row, never the row itself or a later one.
 * NaN until the window is full, where the value is missing, and where the window has no spread.
 */
function trailing(score: (value: number, sortedPast: Float64Array) => number): OutlierScores {
  return (values, { window = 60 } = {}) => {
    if (!Number.isInteger(window) || window < 5) throw new MarketError(`outlier scores: window must be a whole number of rows ≥ 5, got ${window}`);
    const known: number[] = [];
    const scores = new Float64Array(values.length).fill(Number.NaN);
    for (let t = 0; t < values.length; t++) {
      const value = values[t]!;
      if (!Number.isFinite(value)) continue;
      if (known.length >= window) {
        const result = score(value, Float64Array.from(known.slice(-window)).sort());
        scores[t] = Number.isFinite(result) ? result : Number.NaN;
      }
      known.push(value);
    }
    return scores;
  };
}
