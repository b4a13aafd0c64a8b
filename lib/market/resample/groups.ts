import type { UtcMillis } from "../units.ts";

/** Which rows become one longer bar. Groups are numbered from 0 in order of time. */
export type Groups = {
  /** Group of each row; −1 for a row that belongs to none. */
  readonly groupOf: Int32Array;
  /** Close time of each group's bar. */
  readonly stamp: readonly UtcMillis[];
  /** Moment from which nothing can be added to the group. */
  readonly wholeAt: readonly UtcMillis[];
};
