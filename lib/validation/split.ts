import { ValidationError } from "./error.ts";

/** Rows from .. to−1. */
export type RowRange = { readonly from: number; readonly to: number };

/** Three ranges in order of time. Nothing is fitted outside `train`; `test` is looked at once. */
export type Split = { readonly train: RowRange; readonly validation: RowRange; readonly test: RowRange };

/**
 * Chronological split: the first part trains, the next validates, the rest tests.
 * `horizon` bars are left out before validation and before test, so that no label of an earlier part is known only inside a later one.
 */
export function chronologicalSplit(
  rows: RowRange,
  { train = 0.7, validation = 0.15, horizon = 1 }: { train?: number; validation?: number; horizon?: number } = {},
): Split {
  if (!(train > 0 && validation > 0 && train + validation < 1)) {
    throw new ValidationError(`chronologicalSplit: train and validation must be positive shares with a sum below 1, got ${train} and ${validation}`);
  }
  if (!Number.isInteger(horizon) || horizon < 1) throw new ValidationError(`chronologicalSplit: horizon must be a whole number of bars ≥ 1, got ${horizon}`);
  const count = rows.to - rows.from;
  const trainEnd = rows.from + Math.floor(count * train);
  const validationEnd = trainEnd + Math.floor(count * validation);
  const split = {
    train: { from: rows.from, to: trainEnd - horizon },
    validation: { from: trainEnd, to: validationEnd - horizon },
    test: { from: validationEnd, to: rows.to },
  };
  for (const [name, range] of Object.entries(split)) {
    if (range.to <= range.from) throw new ValidationError(`chronologicalSplit: ${count} rows leave none for ${name}; give more rows or other shares`);
  }
  return split;
}
