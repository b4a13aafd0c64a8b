import type { Columns } from "../factors/columns.ts";
import type { Label } from "../labels/index.ts";
import { split, type RandomKey } from "../random/index.ts";
import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { fitSelection } from "./fitSelection.ts";
import { laterCoefficients } from "./judgeSelection.ts";
import { drawShifts, shiftedBy } from "./shifts.ts";

/** Mean coefficient of the chosen columns on the later rows, sign as when they were chosen. */
export type LeakMeasure = {
  /** Chosen on the fold. */
  readonly onFold: number;
  /** Chosen on the fold and the later rows together: the leak. */
  readonly onAll: number;
};

export type SelectionLeak = {
  readonly measured: LeakMeasure;
  /** The same with the label shifted in a circle, where there is nothing to find. */
  readonly chance: readonly LeakMeasure[];
};

/**
 * How much choosing columns on all rows flatters: the later rows are judged by a choice that has seen them, beside one that has not.
 * in: later rows begin behind the fold; rank coefficients choose and judge  out: one measure of the label, `trials` of shifted labels
 */
export function selectionLeak(columns: Columns, label: Label, { count = 5, fold, key, later, trials = 20 }: {
  readonly fold: RowRange;
  readonly later: RowRange;
  readonly key: RandomKey;
  readonly count?: number;
  readonly trials?: number;
}): SelectionLeak {
  if (later.from < fold.to) throw new AnalysisError(`selectionLeak: the later rows ${later.from}..${later.to} begin inside the fold ${fold.from}..${fold.to}`);
  const all = { from: fold.from, to: later.to };
  const measure = (target: Label): LeakMeasure => {
    const [onFold, onAll] = [fold, all].map((rows) => laterCoefficients(fitSelection(columns, target, rows, { count, key, shifts: 20 }), columns, target, later).kept);
    return { onFold: onFold!, onAll: onAll! };
  };
  const own = label.values.subarray(all.from, all.to);
  const chance = Array.from(drawShifts(own.length, label.horizon, trials, split(key, "trials")), (shift) => {
    const values = label.values.slice();
    values.set(shiftedBy(own, shift), all.from);
    return measure({ ...label, values });
  });
  return { measured: measure(label), chance };
}
