/** What a filter knows after some observations of y = slope·x + intercept. */
export type KalmanState = {
  readonly slope: number;
  readonly intercept: number;
  /** Covariance of slope and intercept: that of the slope, of both, of the intercept. */
  readonly covariance: readonly [slope: number, both: number, intercept: number];
  /** Error of the forecast of the last y before it was seen, and its variance. NaN before the first. */
  readonly error: number;
  readonly variance: number;
};

export type KalmanOptions = {
  /** Variance that slope and intercept each gain from one observation to the next. 0: both are constant, and the filter is recursive least squares. */
  readonly drift: number;
  /** Variance of y around the line. */
  readonly noise: number;
};

/** A filter that has seen nothing: slope and intercept 0, each with a variance. */
export function startKalman(variance: number): KalmanState {
  return { slope: 0, intercept: 0, covariance: [variance, 0, variance], error: Number.NaN, variance: Number.NaN };
}

/**
 * The filter after one more observation of a line whose slope and intercept walk at random. With h = (x, 1), θ = (slope, intercept):
 *   P ← P + drift·I     e = y − h·θ     S = h·P·hᵀ + noise     K = P·hᵀ/S     θ ← θ + K·e     P ← P − K·h·P
 * Kalman 1960; as a hedge ratio: Chan 2013, Algorithmic Trading, ch. 3.
 */
export function nextKalman({ covariance: [p, q, r], intercept, slope }: KalmanState, x: number, y: number, { drift, noise }: KalmanOptions): KalmanState {
  const [a, c] = [p + drift, r + drift];
  const error = y - (slope * x + intercept);
  const [atSlope, atIntercept] = [a * x + q, q * x + c]; // P·hᵀ
  const variance = atSlope * x + atIntercept + noise;
  const [gainSlope, gainIntercept] = [atSlope / variance, atIntercept / variance];
  return {
    slope: slope + gainSlope * error,
    intercept: intercept + gainIntercept * error,
    covariance: [a - gainSlope * atSlope, q - gainSlope * atIntercept, c - gainIntercept * atIntercept],
    error, variance,
  };
}
