import { rangesOf, type CombinatorialFold, type Fold, type RowRange } from "../../validation/index.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";

/** Rows of a fold by what they are for: learnt from, deciding when to stop, foretold. */
export type Partition = { readonly train: readonly RowRange[]; readonly validation: readonly RowRange[]; readonly test: readonly RowRange[] };

/** How far the dataset's furthest label looks ahead. */
export function furthestHorizon({ label, others = {} }: Pick<Dataset, "label" | "others">): number {
  return Math.max(label.horizon, ...Object.values(others).map(({ horizon }) => horizon));
}

/**
 * The last `validationShare` of a fold's training rows decides when to stop; the label's horizon is left out before it.
 * A fold whose training labels reach into its test, or whose test's labels reach into training rows behind it, is refused.
 */
export function partitionOf(fold: Fold | CombinatorialFold, horizon: number, validationShare: number, where: string): Partition {
  if (!(validationShare > 0 && validationShare < 1)) throw new EvaluationError(`${where}: validationShare must lie between 0 and 1, both excluded, got ${validationShare}`);
  const [learnt, test] = [rangesOf(fold.train), rangesOf(fold.test)];
  for (const part of learnt) {
    for (const judged of test) {
      const isApart = part.from < judged.from ? part.to - 1 + horizon < judged.from : part.from > judged.to - 1 + horizon;
      if (!isApart) throw new EvaluationError(`${where}: the training rows ${part.from}..${part.to - 1} and the test ${judged.from}..${judged.to - 1} share labels that look ${horizon} bars ahead; make folds with this label, by walkForward or combinatorialPurged`);
    }
  }
  const total = learnt.reduce((sum, { from, to }) => sum + to - from, 0);
  const kept = total - Math.ceil(total * validationShare);
  const first = rowAt(learnt, kept);
  const validation = cut(learnt, first, Infinity);
  const train = cut(learnt, 0, first - horizon);
  if (train.length === 0) throw new EvaluationError(`${where}: ${total} training rows leave none to learn from beside the ${total - kept} that decide when to stop and the ${horizon} of the label between; at least ${Math.ceil((horizon + 1) / (1 - validationShare)) + 1} are wanted`);
  return { train, validation, test };
}

/** Row at a position, counted through ranges. */
function rowAt(ranges: readonly RowRange[], position: number): number {
  let left = position;
  for (const { from, to } of ranges) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return ranges.at(-1)!.to;
}

/** What of the ranges lies within low .. high−1. */
function cut(ranges: readonly RowRange[], low: number, high: number): readonly RowRange[] {
  return ranges.map(({ from, to }) => ({ from: Math.max(from, low), to: Math.min(to, high) })).filter(({ from, to }) => from < to);
}

/** Ranges in words: "0..99 and 200..299". */
export function rangesText(ranges: readonly RowRange[]): string {
  return ranges.map(({ from, to }) => `${from}..${to - 1}`).join(" and ");
}

/** The smallest range that holds all of them. */
export function hullOf(ranges: readonly RowRange[]): RowRange {
  return { from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) };
}
