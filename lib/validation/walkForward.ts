import { ValidationError } from "./error.ts";
import type { RowRange } from "./split.ts";

/** One step of a walk: what is fitted on, and the rows behind it that are judged. */
export type Fold = { readonly train: RowRange; readonly test: RowRange };

/**
 * Folds that roll through time: `train` rows to fit on, then `test` rows to judge, then both move on by `test` rows.
 * `horizon` rows are left out at the end of each training part, so that none of its labels is known only inside the test (purge, López de Prado 2018, §7.4.1).
 * Every row behind the first training part is tested once; the last test may be shorter.
 */
export function walkForward(rows: RowRange, { train, test, horizon = 1 }: { train: number; test: number; horizon?: number }): readonly Fold[] {
  for (const [name, value] of Object.entries({ train, test, horizon })) {
    if (!Number.isInteger(value) || value < 1) throw new ValidationError(`walkForward: ${name} must be a whole number of bars ≥ 1, got ${value}`);
  }
  if (train <= horizon) throw new ValidationError(`walkForward: train (${train}) must be longer than the horizon (${horizon}), or no row of it has a label that is known`);
  if (rows.to - rows.from <= train) throw new ValidationError(`walkForward: ${rows.to - rows.from} rows leave none to test behind ${train} training rows; give more rows or a shorter training part`);
  const folds: Fold[] = [];
  for (let start = rows.from + train; start < rows.to; start += test) {
    folds.push({ train: { from: start - train, to: start - horizon }, test: { from: start, to: Math.min(start + test, rows.to) } });
  }
  return folds;
}
