import { quantile } from "../quantile.ts";
import { MarketError } from "../error.ts";

/** How far a value lies from those before it, in units of their spread. */
export type OutlierScores = (values: Float64Array, options?: { readonly window?: number }) => Float64Array;

/** Factor that makes the median absolute deviation of a normal sample its standard deviation, 1/Φ⁻¹(3/4). */
const MAD_TO_SIGMA = 1.482602218505602;

/** z-score: (x − mean)/standard deviation of the `window` values before x. One outlier in the window hides the next: the mean and the deviation follow it. */
export const zScores: OutlierScores = trailing((value, past) => {
  let mean = 0;
  for (let k = 0; k < past.length; k++) mean += past[k]! / past.length;
  let squares = 0;
  for (let k = 0; k < past.length; k++) squares += (past[k]! - mean) ** 2;
  return (value - mean) / Math.sqrt(squares / (past.length - 1));
});

/** Hampel 1974: (x − median)/(1.4826·MAD) of the `window` values before x. Half of the window may be wrong before the score is. */
export const hampelScores: OutlierScores = trailing((value, past) => {
  const median = quantile(past, 0.5);
  return (value - median) / (MAD_TO_SIGMA * medianDeviation(past, median));
});

/** Tukey 1977: distance beyond the nearer quartile in interquartile ranges, 0 between them. Tukey's fences stand at 1.5 and 3. */
export const iqrScores: OutlierScores = trailing((value, past) => {
  const [lower, upper] = [quantile(past, 0.25), quantile(past, 0.75)];
  const beyond = value > upper ? value - upper : value < lower ? value - lower : 0;
  return beyond / (upper - lower);
});

/** Median of the distances from the median. */
function medianDeviation(sorted: Float64Array, median: number): number {
  const middle = (sorted.length - 1) / 2;
  const below = distanceRanked(sorted, median, Math.floor(middle));
  // Between two as `quantile` does it, to the last bit.
  return sorted.length % 2 === 1 ? below : below + 0.5 * (distanceRanked(sorted, median, Math.ceil(middle)) - below);
}

/** The distance from the median that has `rank` smaller ones. The values that are so near lie side by side, so it is the shorter reach of a stretch of them, found by halving. */
function distanceRanked(sorted: Float64Array, median: number, rank: number): number {
  const reach = (from: number): number => Math.max(median - sorted[from]!, sorted[from + rank]! - median);
  let [low, high] = [0, sorted.length - 1 - rank];
  while (low < high) {
    const from = (low + high) >> 1;
    if (sorted[from + rank]! - median >= median - sorted[from]!) high = from;
    else low = from + 1;
  }
  return low === 0 ? reach(0) : Math.min(reach(low - 1), reach(low));
}

/**
 * Scores against the last `window` known values before each row, never the row itself or a later one.
 * NaN until the window is full, where the value is missing, and where the window has no spread.
 * The window is kept in order: a row costs two searches and the moving of what lies between them.
 */
function trailing(score: (value: number, sortedPast: Float64Array) => number): OutlierScores {
  return (values, { window = 60 } = {}) => {
    if (!Number.isInteger(window) || window < 5) throw new MarketError(`outlier scores: window must be a whole number of rows ≥ 5, got ${window}`);
    const [recent, sorted] = [new Float64Array(window), new Float64Array(window)];
    const scores = new Float64Array(values.length).fill(Number.NaN);
    let known = 0;
    for (let t = 0; t < values.length; t++) {
      const value = values[t]!;
      if (!Number.isFinite(value)) continue;
      const slot = known % window;
      if (known < window) insert(sorted, known, value);
      else {
        const result = score(value, sorted);
        scores[t] = Number.isFinite(result) ? result : Number.NaN;
        replace(sorted, recent[slot]!, value);
      }
      recent[slot] = value;
      known++;
    }
    return scores;
  };
}

/** First of the first `count` places whose value is not below. */
function placeFor(sorted: Float64Array, count: number, value: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insert(sorted: Float64Array, count: number, value: number): void {
  const place = placeFor(sorted, count, value);
  sorted.copyWithin(place + 1, place, count);
  sorted[place] = value;
}

function replace(sorted: Float64Array, old: number, value: number): void {
  const from = placeFor(sorted, sorted.length, old);
  const to = placeFor(sorted, sorted.length, value);
  if (to > from) sorted.copyWithin(from, from + 1, to);
  else sorted.copyWithin(to + 1, to, from);
  sorted[to > from ? to - 1 : to] = value;
}
