import { type FittedEnsemble, fittedEnsemble } from "./fittedEnsemble.ts";
import type { Learner } from "./learner.ts";
import { checkMembers, type Members } from "./members.ts";
import { requireActual, requireLength, type RowOptions, rowOf } from "./rows.ts";
import { type Combined, type CombineOptions, walkForwardCombination } from "./walkForwardCombination.ts";

/** A method of combining as configuration: how it learns from rows that are known. */
export type Method = {
  readonly name: string;
  /** A learner that knows no row yet. */
  begin(names: readonly string[]): Learner;
  /** The same method for some of its members; default itself. */
  restrictedTo?(names: readonly string[]): Ensemble;
};

/** One way to make one forecast of several. All seven have this form. */
export type Ensemble = {
  readonly name: string;
  /** The same method for some of the members, which share the weights of the others. */
  restrictedTo(names: readonly string[]): Ensemble;
  /** Learns from out-of-fold forecasts whose actual values are all known. Forecasts of rows that a member was fitted on would make it look better than it is. */
  fit(members: Members, actual: ArrayLike<number>, options?: RowOptions): FittedEnsemble;
  /**
   * Walks forward: the forecast of row t is combined by what was learnt from the rows at most t − horizon.
   * in: out-of-fold forecasts of the same rows in order of time [N] by name, actual values [N], of which those never known in time may be NaN
   */
  combine(members: Members, actual: ArrayLike<number>, options: CombineOptions): Combined;
};

/** An ensemble of a method: its learner is told nothing but what is known. */
export function ensembleOf({ begin, name, restrictedTo }: Method): Ensemble {
  const ensemble: Ensemble = {
    name,
    restrictedTo: restrictedTo ?? (() => ensemble),
    fit: (members, actual, { missing = "refuse", regimes } = {}) => {
      const what = `${name}.fit`;
      const count = checkMembers(what, members, missing);
      requireLength(what, "actual", actual.length, count);
      if (regimes) requireLength(what, "regimes", regimes.length, count);
      const names = Object.keys(members);
      const learner = begin(names);
      for (let t = 0; t < count; t++) learner.learn(rowOf(Object.values(members), regimes, t), requireActual(what, actual, t));
      return fittedEnsemble({ name, members: names, state: learner.state() });
    },
    combine: (members, actual, options) => walkForwardCombination(`${name}.combine`, begin(Object.keys(members)), members, actual, options),
  };
  return ensemble;
}
