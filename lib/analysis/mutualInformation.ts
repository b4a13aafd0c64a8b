import type { Label } from "../labels/index.ts";
import type { RandomKey } from "../random/index.ts";
import type { RowRange } from "../validation/split.ts";
import { binnedInformation } from "./binnedInformation.ts";
import { FEWEST_ROWS } from "./coefficient.ts";
import { neighbourInformation } from "./neighbourInformation.ts";
import { ordered } from "./ordered.ts";
import { completePairs, rankPairs } from "./pairs.ts";
import { drawShifts, shiftedBy } from "./shifts.ts";

export type MutualInformation = {
  /** Nats; 0 for independent columns, also negative by chance with "bins". NaN below 30 rows. */
  readonly value: number;
  /** √(1 − e^(−2·value)): the correlation of a normal pair with as much information. */
  readonly correlation: number;
  /** Share of the label's circular shifts that give at least as much, the observed one counted in. NaN without shifts. */
  readonly p: number;
  readonly rows: number;
};

/**
 * Mutual information of a column and what came after: any dependence counts, not only a rising one.
 * "neighbours": Kraskov, Stögbauer and Grassberger 2004, first estimator, as scikit-learn. "bins": equally full bins with the correction of Miller 1955; quicker, and for columns with few distinct values.
 * The p-value compares with the label shifted in a circle, which keeps what both columns have of their own past.
 */
export function mutualInformation(column: Float64Array, label: Label, { estimator = "neighbours", key, neighbours = 3, rows, shifts = 0 }: {
  readonly estimator?: "neighbours" | "bins";
  readonly neighbours?: number;
  readonly rows?: RowRange;
  readonly shifts?: number;
  /** Draws the shifts, and the noise of 1e−10 that separates equal values. */
  readonly key: RandomKey;
}): MutualInformation {
  const pairs = estimator === "bins" ? rankPairs(ordered(column, rows), ordered(label.values, rows)) : completePairs(column, label.values, rows);
  const { length: count } = pairs.rows;
  if (count < FEWEST_ROWS) return { value: Number.NaN, correlation: Number.NaN, p: Number.NaN, rows: count };
  const estimate = (y: Float64Array): number => (estimator === "bins" ? binnedInformation(pairs.x, y) : neighbourInformation(pairs.x, y, { neighbours, key }));
  const value = estimate(pairs.y);
  const others = Array.from(drawShifts(count, label.horizon, shifts, key), (shift) => estimate(shiftedBy(pairs.y, shift)));
  const p = others.length === 0 ? Number.NaN : (1 + others.filter((other) => other >= value).length) / (1 + others.length);
  return { value, correlation: Math.sqrt(-Math.expm1(-2 * Math.max(0, value))), p, rows: count };
}
