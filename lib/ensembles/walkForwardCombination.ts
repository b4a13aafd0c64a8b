import { combineRow } from "./combineRow.ts";
import { EnsembleError } from "./error.ts";
import { rowQuantiles } from "./fittedEnsemble.ts";
import type { Learner } from "./learner.ts";
import { checkMembers, type Members } from "./members.ts";
import { checkRows, requireActual, requireLength, type RowOptions, rowOf } from "./rows.ts";

export type CombineOptions = RowOptions & {
  /** Bars between a row and the moment its actual value is known. Labels declare it. */
  readonly horizon: number;
  /** Number of the bar of each row, rising, where rows are not neighbours. Default 0, 1, 2 … [N] */
  readonly rows?: ArrayLike<number>;
  /** Quantiles of the predictive mixture; only for Bayesian model averaging. */
  readonly levels?: readonly number[];
};

/** Combined forecasts of a walk, with what each row was combined by. */
export type Combined = {
  /** [N], unit of the members. */
  readonly forecast: Float64Array;
  /** Weight of each member in each row, by name. [N] each */
  readonly weights: Readonly<Record<string, Float64Array>>;
  /** Rows whose actual value was known, and learnt from, when each row was combined. [N] */
  readonly known: Int32Array;
  /** Of a vote: the winner's share of the votes cast. [N] */
  readonly confidence?: Float64Array;
  /** Of the predictive mixture, where levels were asked for: row by row [N·Q], NaN before the members' deviations are known. */
  readonly quantiles?: { readonly levels: readonly number[]; readonly values: Float64Array };
};

/** Combines row after row; before each the ensemble learns the rows that became known since. No later row is looked at: that is the only order in which the learner is told. */
export function walkForwardCombination(what: string, learner: Learner, members: Members, actual: ArrayLike<number>, options: CombineOptions): Combined {
  const { horizon, levels = [], missing = "refuse", regimes } = options;
  const count = checkMembers(what, members, missing);
  requireLength(what, "actual", actual.length, count);
  if (regimes) requireLength(what, "regimes", regimes.length, count);
  const rows = checkRows(what, options.rows, count, horizon);
  const names = Object.keys(members);
  const forecasts = Object.values(members);
  const weights = names.map(() => new Float64Array(count));
  const [forecast, confidence, known] = [new Float64Array(count), new Float64Array(count), new Int32Array(count)];
  const quantiles: number[] = [];
  let learnt = 0;
  let state = learner.state();
  for (let t = 0; t < count; t++) {
    const before = learnt;
    for (; rows[learnt]! + horizon <= rows[t]!; learnt++) learner.learn(rowOf(forecasts, regimes, learnt), requireActual(what, actual, learnt));
    if (learnt > before) state = learner.state();
    const row = rowOf(forecasts, regimes, t);
    const answer = combineRow(state, row);
    forecast[t] = answer.forecast;
    confidence[t] = answer.confidence ?? 0;
    known[t] = learnt;
    answer.weights.forEach((weight, k) => (weights[k]![t] = weight));
    if (levels.length === 0) continue;
    if (state.rule !== "mixture") throw new EnsembleError(`${what}: only Bayesian model averaging knows quantiles; put conformal intervals around the forecast`);
    quantiles.push(...rowQuantiles(what, row, answer.weights, state.deviations, levels));
  }
  return {
    forecast, known,
    weights: Object.fromEntries(names.map((name, k) => [name, weights[k]!])),
    ...(state.rule === "vote" ? { confidence } : {}),
    ...(levels.length > 0 ? { quantiles: { levels, values: Float64Array.from(quantiles) } } : {}),
  };
}
