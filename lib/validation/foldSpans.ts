import type { CombinatorialFold } from "./combinatorialPurged.ts";
import type { RowRange } from "./split.ts";
import type { Fold } from "./walkForward.ts";

/** A piece of a fold, for a picture of all of them: rows from .. to−1 of one part. */
export type FoldSpan = RowRange & { readonly fold: number; readonly part: "train" | "test" | "left out" };

/** What each fold does with the rows between its first and its last, in order: learnt from, judged, or left out so that no label reaches across. */
export function foldSpans(folds: readonly (Fold | CombinatorialFold)[]): readonly FoldSpan[] {
  return folds.flatMap(({ test, train }, fold) => {
    const used = [...rangesOf(train).map((range) => ({ fold, part: "train" as const, ...range })), ...rangesOf(test).map((range) => ({ fold, part: "test" as const, ...range }))].sort((a, b) => a.from - b.from);
    return used.flatMap((span, k): FoldSpan[] => {
      const end = used[k - 1]?.to ?? span.from;
      return end < span.from ? [{ fold, part: "left out", from: end, to: span.from }, span] : [span];
    });
  });
}

/** A part of a fold as ranges in order of time. */
export function rangesOf(part: RowRange | readonly RowRange[]): readonly RowRange[] {
  return "from" in part ? [part] : part;
}
