import { z } from "zod";
import { combineRow } from "./combineRow.ts";
import { EnsembleError } from "./error.ts";
import { checkMembers, type Members, requireSameNames, type Weights } from "./members.ts";
import { mixtureQuantile } from "./mixtureQuantile.ts";
import { requireLength, type Row, type RowOptions, rowOf } from "./rows.ts";
import { ensembleState } from "./state.ts";

const savedEnsemble = z.strictObject({ name: z.string(), members: z.array(z.string()).min(1), state: ensembleState });

/** A fitted ensemble as JSON: its name, its members in order, what it has learnt. */
export type SavedEnsemble = z.infer<typeof savedEnsemble>;

/** An ensemble that has learnt. `predict` exists only here. */
export type FittedEnsemble = {
  readonly name: string;
  /** Its members in order. */
  readonly members: readonly string[];
  /** Combined forecasts of rows behind those it has learnt from. in: forecasts by the same names, in any order [N]  out: [N] */
  predict(members: Members, options?: RowOptions): Float64Array;
  /** Of Bayesian model averaging: quantiles of the predictive mixture, row by row. out: [N·Q] */
  quantiles?(members: Members, levels: readonly number[], options?: RowOptions): Float64Array;
  /** Of a vote: the winner's share of the votes cast. out: [N], 0 where no member had one */
  confidence?(members: Members, options?: RowOptions): Float64Array;
  /** The members' weights, of a regime where the ensemble switches. */
  weights(regime?: string): Weights;
  toJSON(): SavedEnsemble;
};

/** The fitted ensemble of what was learnt. */
export function fittedEnsemble(saved: SavedEnsemble): FittedEnsemble {
  const { members: names, name, state } = saved;
  const rows = (given: Members, { missing = "refuse", regimes }: RowOptions = {}): readonly Row[] => {
    requireSameNames(name, "place", Object.keys(given), names);
    const count = checkMembers(name, given, missing);
    if (regimes) requireLength(name, "regimes", regimes.length, count);
    const forecasts = names.map((member) => given[member]!);
    return Array.from({ length: count }, (_, t) => rowOf(forecasts, regimes, t));
  };
  return {
    name,
    members: names,
    predict: (given, options) => Float64Array.from(rows(given, options), (row) => combineRow(state, row).forecast),
    ...(state.rule === "mixture"
      ? { quantiles: (given, levels, options) => Float64Array.from(rows(given, options).flatMap((row) => rowQuantiles(name, row, combineRow(state, row).weights, state.deviations, levels))) }
      : {}),
    ...(state.rule === "vote" ? { confidence: (given, options) => Float64Array.from(rows(given, options), (row) => combineRow(state, row).confidence ?? 0) } : {}),
    weights: (regime) => {
      const weights = (state.rule === "regime" && regime !== undefined ? state.byRegime[regime] : undefined) ?? state.weights;
      return Object.fromEntries(names.map((member, k) => [member, weights[k]!]));
    },
    toJSON: () => saved,
  };
}

/** Quantiles of one row's mixture; NaN while the members' deviations are not known. */
export function rowQuantiles(name: string, { forecasts }: Row, weights: Float64Array, deviations: readonly number[], levels: readonly number[]): number[] {
  const wrong = levels.find((level) => !(level > 0 && level < 1));
  if (wrong !== undefined) throw new EnsembleError(`${name}: a level must lie between 0 and 1, got ${wrong}`);
  return levels.map((level) => (deviations.every((deviation) => deviation > 0) ? mixtureQuantile(level, forecasts, weights, deviations) : Number.NaN));
}

/** The ensemble that `toJSON` wrote. Data of any other form is refused with the path of the first wrong field. */
export function ensembleFromJSON(data: unknown): FittedEnsemble {
  const parsed = savedEnsemble.safeParse(data);
  if (!parsed.success) {
    const { message, path } = parsed.error.issues[0]!;
    throw new EnsembleError(`this is not a saved ensemble: at "${path.join(".")}": ${message}; save it again`);
  }
  const { members, state } = parsed.data;
  const lists = [state.weights, ...(state.rule === "mixture" ? [state.deviations] : []), ...(state.rule === "regime" ? Object.values(state.byRegime) : [])];
  const wrong = lists.find((list) => list.length !== members.length);
  if (wrong) throw new EnsembleError(`this is not a saved ensemble: ${wrong.length} weights for ${members.length} members; save it again`);
  return fittedEnsemble(parsed.data);
}
