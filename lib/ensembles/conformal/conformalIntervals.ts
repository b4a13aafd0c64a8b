import { EnsembleError } from "../error.ts";
import { checkMembers } from "../members.ts";
import { checkRows, requireActual, requireLength } from "../rows.ts";
import { sortedScores } from "./sortedScores.ts";

/** What the intervals stand around: a forecast, or a lower and an upper quantile of it. [N] each */
export type Base = ArrayLike<number> | { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };

export type ConformalOptions = {
  /** Bars between a row and the moment its actual value is known. Labels declare it. */
  readonly horizon: number;
  /** Share of the actual values that shall lie inside. Default 0.9. */
  readonly coverage?: number;
  /** Scores looked back upon. Default: all that are known. */
  readonly window?: number;
  /** Scores that must be known for an interval. Default 30. */
  readonly minimum?: number;
  /** Number of the bar of each row, rising, where rows are not neighbours. [N] */
  readonly rows?: ArrayLike<number>;
};

export type Intervals = {
  /** The share asked for. */
  readonly coverage: number;
  /** Unit of the forecasts; NaN before `minimum` scores are known. [N] each */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** What stands on either side of the base, in each row and for the row behind the last. */
  readonly margin: Float64Array;
  readonly next: number;
};

/**
 * Split conformal intervals of out-of-fold forecasts, row after row: f ± the ⌈(n+1)·coverage⌉-th smallest of the n scores |y − f| known by then.
 * Papadopoulos et al. 2002; Lei et al. 2018, https://doi.org/10.1080/01621459.2017.1307116. The share is kept as long as errors of then are like errors of now.
 * Around quantiles the score is max(low − y, y − high), conformalized quantile regression: Romano, Patterson and Candès 2019, https://arxiv.org/abs/1905.03222.
 */
export function splitConformal(base: Base, actual: ArrayLike<number>, options: ConformalOptions): Intervals {
  return walk("splitConformal", base, actual, { ...options, rate: 0 });
}

/**
 * Adaptive conformal intervals: after a miss they widen, after a hit they narrow, so that the share is kept in the long run whatever drifts.
 *   α ← α + rate·((1 − coverage) − [y outside]),  with each actual value as it becomes known; the interval of a row uses the scores' 1−α quantile
 * Gibbs and Candès 2021, https://arxiv.org/abs/2106.00170. Where α falls below 0 the interval is the whole line, −∞ … ∞: the method says that it does not know.
 * in: rate > 0, default 0.005: larger follows faster and wavers more
 */
export function adaptiveConformal(base: Base, actual: ArrayLike<number>, { rate = 0.005, ...options }: ConformalOptions & { readonly rate?: number }): Intervals {
  if (!(rate > 0 && rate < 1)) throw new EnsembleError(`adaptiveConformal: rate must lie between 0 and 1, got ${rate}`);
  return walk("adaptiveConformal", base, actual, { ...options, rate });
}

function walk(what: string, base: Base, actual: ArrayLike<number>, { coverage = 0.9, horizon, minimum = 30, rate, rows: given, window = Infinity }: ConformalOptions & { rate: number }): Intervals {
  if (!(coverage > 0 && coverage < 1)) throw new EnsembleError(`${what}: coverage must lie between 0 and 1, got ${coverage}`);
  if (!(window === Infinity || (Number.isInteger(window) && window >= 1))) throw new EnsembleError(`${what}: window must be a whole number of rows ≥ 1, got ${window}`);
  if (!(Number.isInteger(minimum) && minimum >= 1 && minimum <= window)) throw new EnsembleError(`${what}: minimum must be a whole number of rows from 1 to the window of ${window}, got ${minimum}`);
  const { high: top, low: bottom } = "low" in base ? base : { low: base, high: base };
  const count = checkMembers(what, { low: bottom, high: top });
  requireLength(what, "actual", actual.length, count);
  const rows = checkRows(what, given, count, horizon);
  const scores = sortedScores(window);
  const margin = new Float64Array(count).fill(Number.NaN);
  let miss = 1 - coverage;
  let learnt = 0;
  const learn = (): void => {
    const y = requireActual(what, actual, learnt);
    const score = Math.max(bottom[learnt]! - y, y - top[learnt]!);
    if (!Number.isNaN(margin[learnt]!)) miss += rate * (1 - coverage - Number(score > margin[learnt]!));
    scores.add(score);
    learnt++;
  };
  const marginNow = (): number => (scores.count < minimum ? Number.NaN : miss <= 0 ? Infinity : scores.bound(miss));
  for (let t = 0; t < count; t++) {
    while (rows[learnt]! + horizon <= rows[t]!) learn();
    margin[t] = marginNow();
  }
  while (learnt < count && Number.isFinite(actual[learnt]!)) learn();
  return { coverage, low: margin.map((m, t) => bottom[t]! - m), high: margin.map((m, t) => top[t]! + m), margin, next: marginNow() };
}
