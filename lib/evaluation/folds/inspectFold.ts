import type { Windows } from "../../windows/index.ts";
import type { RowRange } from "../../validation/index.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { EvaluationError } from "../error.ts";
import type { EvaluationFinding } from "./evaluationFinding.ts";
import { rangesText, type Partition } from "./partition.ts";

/** Refuses columns that cannot be learnt from, by name, and tells of those that teach nothing. */
export function inspectColumns({ columns }: Dataset, { test, train }: Partition, fold: number, where: string): readonly EvaluationFinding[] {
  return columns.names.flatMap((column): EvaluationFinding[] => {
    const values = columns.values[column]!;
    const [learnt, judged] = [surveyOf(values, train), surveyOf(values, test)];
    const place = `column "${column}"`;
    if (learnt.infinite >= 0) throw new EvaluationError(`${where}: ${place} is ${values[learnt.infinite]} in training row ${learnt.infinite}; look for a division by zero in its factor, or leave the column out`);
    if (learnt.count === 0) throw new EvaluationError(`${where}: ${place} has no value in the training rows ${rangesText(train)}; start the folds behind its warm-up, or leave the column out`);
    return [
      ...(learnt.low === learnt.high ? [{ code: "constant-column" as const, where: { fold, column }, expected: "more than one value in the training rows", got: `${learnt.low} in all of them` }] : []),
      ...(judged.infinite >= 0 ? [{ code: "infinite-values" as const, where: { fold, column }, expected: "finite values", got: `${values[judged.infinite]} in row ${judged.infinite} of the test; windows that hold it have no forecast` }] : []),
    ];
  });
}

type Survey = { readonly count: number; readonly low: number; readonly high: number; /** First row with an infinite value; −1 if there is none. */ readonly infinite: number };

function surveyOf(values: Float64Array, ranges: readonly RowRange[]): Survey {
  let [count, low, high, infinite] = [0, Infinity, -Infinity, -1];
  for (const { from, to } of ranges) {
    for (let t = from; t < to; t++) {
      const value = values[t]!;
      if (Number.isNaN(value)) continue;
      if (infinite < 0 && !Number.isFinite(value)) infinite = t;
      count++;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { count, low, high, infinite };
}

/** What the windows of a fold lack: rows, classes, targets that differ. */
export function inspectWindows({ label }: Dataset, partition: Partition, windows: { readonly train: Windows; readonly test: Windows }, fold: number): readonly EvaluationFinding[] {
  const [wanted, judged] = [rowsIn(partition.train), rowsIn(partition.test)];
  const { test, train } = windows;
  const seen = new Set(train.targets);
  const absent = (label.classes ?? []).filter((_, k) => !seen.has(k));
  return [
    ...(train.count < wanted / 2 ? [{ code: "many-missing-rows" as const, where: { fold }, expected: `${wanted} training rows with all inputs and a label`, got: String(train.count) }] : []),
    ...(absent.length > 0 ? [{ code: "missing-class" as const, where: { fold }, expected: `all classes in the training rows: ${label.classes!.join(", ")}`, got: `none of ${absent.join(", ")}` }] : []),
    ...(seen.size === 1 && label.kind !== "class" ? [{ code: "constant-target" as const, where: { fold }, expected: "targets that differ", got: `${train.targets[0]} in all ${train.count} training windows` }] : []),
    ...(test.count < judged ? [{ code: "untested-rows" as const, where: { fold }, expected: `${judged} rows of the test with all inputs and a label`, got: String(test.count) }] : []),
  ];
}

function rowsIn(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}
