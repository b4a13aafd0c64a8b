import type { CombinatorialSplit } from "../../validation/index.ts";
import { EvaluationError } from "../error.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import { atPositions } from "./commonRows.ts";

/** The φ paths of a combinatorial split: each foretells every row once, oldest first, by the folds that serve it. López de Prado 2018, §12.3. */
export function pathsOf(outOfFold: OutOfFold, { groups, paths }: Pick<CombinatorialSplit, "groups" | "paths">): readonly OutOfFold[] {
  const { fold, folds, rows } = outOfFold;
  return paths.map((path) => {
    const missing = path.find((number) => !folds.some((record) => record.fold === number));
    if (missing !== undefined) throw new EvaluationError(`pathsOf: fold ${missing + 1} has no forecasts; evaluate all folds of the split`);
    const positions = path.flatMap((number, g) => {
      const { from, to } = groups[g]!;
      return Array.from(rows.keys()).filter((n) => fold[n] === number && rows[n]! >= from && rows[n]! < to);
    });
    const order = Int32Array.from(positions).sort((a, b) => rows[a]! - rows[b]!);
    return { ...atPositions(outOfFold, order), folds: folds.filter((record) => path.includes(record.fold)) };
  });
}
