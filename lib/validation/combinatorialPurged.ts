import type { RowRange } from "./split.ts";

/** One combination of groups: tested on them, fitted on what of the others is neither purged nor under embargo. Ranges in order of time. */
export type CombinatorialFold = {
  /** Numbers of the test groups, from 0, ascending. */
  readonly groups: readonly number[];
  readonly train: readonly RowRange[];
  readonly test: readonly RowRange[];
};
