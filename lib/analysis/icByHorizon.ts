import type { Label } from "../labels/index.ts";
import type { RowRange } from "../validation/split.ts";
import { coefficientOf, type Coefficient } from "./coefficient.ts";
import { ordered } from "./ordered.ts";
import { completePairs, rankPairs } from "./pairs.ts";

/** The horizons shown where none are asked for, in bars. */
export const HORIZONS: readonly number[] = [1, 5, 10, 20, 60];

export type HorizonIC = { readonly horizon: number; readonly ic: Coefficient; readonly rankIC: Coefficient };

/** Coefficients of one column with labels of several horizons: how long what it says stays true. One line a label, in their order. */
export function icByHorizon(column: Float64Array, labels: readonly Label[], { rows }: { readonly rows?: RowRange } = {}): readonly HorizonIC[] {
  const sorted = ordered(column, rows);
  return labels.map(({ horizon, values }) => ({
    horizon,
    ic: coefficientOf(completePairs(column, values, rows), horizon),
    rankIC: coefficientOf(rankPairs(sorted, ordered(values, rows)), horizon),
  }));
}
