/** One point of a decay curve: the coefficient with the return over `horizon` bars, and its t. */
export type DecayPoint = { readonly horizon: number; readonly value: number; readonly t: number };

/** |t| below which a coefficient has no decay worth the name. */
const CLEAR = 2;
/** Half-lives tried, a quarter of a bar to a thousand bars. */
const STEPS = 400;

/**
 * Bars until what a column says about a single bar has fallen by half.
 * If bar j is foretold with IC·φ^(j−1), then the sum of h bars is foretold with IC·(1 − φ^h)/((1 − φ)·√h); φ is the one with the least squared error over the horizons.
 * Information decay: Grinold and Kahn 2000, chapter 13. NaN below two horizons and where no |t| reaches 2: noise has no half-life.
 * At most 1000 bars: longer cannot be told from never.
 */
export function halfLife(points: readonly DecayPoint[]): number {
  const known = points.filter(({ value }) => !Number.isNaN(value));
  if (known.length < 2 || !known.some(({ t }) => Math.abs(t) >= CLEAR)) return Number.NaN;
  let [best, least] = [Number.NaN, Infinity];
  for (let step = 0; step <= STEPS; step++) {
    const bars = 0.25 * 4000 ** (step / STEPS);
    const error = squaredError(known, 0.5 ** (1 / bars));
    if (error < least) [best, least] = [bars, error];
  }
  return best;
}

/** Squared error of the decay curve of φ, with the size that fits best. */
function squaredError(points: readonly DecayPoint[], phi: number): number {
  let [own, cross, squares] = [0, 0, 0];
  for (const { horizon, value } of points) {
    const shape = (1 - phi ** horizon) / ((1 - phi) * Math.sqrt(horizon));
    own += shape * shape;
    cross += shape * value;
    squares += value * value;
  }
  return squares - (cross * cross) / own;
}
