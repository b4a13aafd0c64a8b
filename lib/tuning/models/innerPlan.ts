import type { FoldPlan } from "../../evaluation/index.ts";
import type { Label } from "../../labels/index.ts";
import { rangesOf, walkForward } from "../../validation/index.ts";
import { TuningError } from "../error.ts";

/**
 * A plan for tuning inside one fold of another plan: expanding folds over the fold's training rows, whose first half is only learnt from.
 * No row of the outer test is read: the last inner label is known before it begins (nested validation, Cawley & Talbot 2010, §5.2).
 * in: fold: its number in the outer plan; folds: how many inner ones
 */
export function innerPlan(outer: FoldPlan, fold: number, label: Pick<Label, "horizon">, { folds = 3 }: { readonly folds?: number } = {}): FoldPlan {
  const planned = outer.folds[fold];
  if (planned === undefined) throw new TuningError(`innerPlan: there is no fold ${fold + 1}; the plan has ${outer.folds.length}`);
  if (!Number.isInteger(folds) || folds < 1) throw new TuningError(`innerPlan: folds must be a whole number ≥ 1, got ${folds}`);
  const [rows, ...more] = rangesOf(planned.train);
  if (rows === undefined || more.length > 0) throw new TuningError(`innerPlan: fold ${fold + 1} learns from ${more.length + 1} stretches of rows; tune inside the folds of a walk-forward, which learn from one`);
  const train = Math.floor((rows.to - rows.from) / 2);
  const test = Math.ceil((rows.to - rows.from - train) / folds);
  return { ...outer, folds: walkForward(rows, { train, test, label, expanding: true }) };
}
