import { column, type Columns } from "../factors/columns.ts";
import type { Label } from "../labels/index.ts";
import type { RandomKey } from "../random/index.ts";
import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import { fittedSelection, type FittedSelection } from "./fittedSelection.ts";
import { ordered } from "./ordered.ts";
import { rankPairs } from "./pairs.ts";
import { purgedRows } from "./purgedRows.ts";
import { scoreColumns, type ColumnScore, type ScoreBy } from "./scoreColumns.ts";
import { correlation, standardised } from "./standardised.ts";

/**
 * Chooses the strongest columns on a fold, one after the other, each unlike those before it: |rank correlation| below `redundancy`.
 * Only labels known inside the fold are used. Fewer than `count` are chosen if too few have a score, are unlike, or pass `largestQ`.
 */
export function fitSelection(columns: Columns, label: Label, fold: RowRange, { by = "rankIC", count = 10, key, largestQ = 1, redundancy = 0.7, shifts = 200 }: {
  readonly key: RandomKey;
  readonly count?: number;
  readonly by?: ScoreBy;
  /** Likeness to a chosen column from which a column adds nothing; 1 keeps all but copies. */
  readonly redundancy?: number;
  /** Largest share of false discoveries to accept; 1 accepts all. */
  readonly largestQ?: number;
  readonly shifts?: number;
}): FittedSelection {
  if (!Number.isInteger(count) || count < 1) throw new AnalysisError(`fitSelection: count must be a whole number of columns ≥ 1, got ${count}`);
  if (!Number.isInteger(shifts) || shifts < 20) throw new AnalysisError(`fitSelection: shifts must be a whole number ≥ 20, got ${shifts}; without them nothing is known of chance`);
  const rows = purgedRows(fold, label.horizon);
  const { chance, scores } = scoreColumns(columns, label, { by, key, rows, shifts });
  const ranking = strongestFirst(scores);
  const names: string[] = [];
  for (const { column: name, q } of ranking) {
    if (names.length === count) break;
    const isUnlike = (chosen: string): boolean => likeness(column(columns, name), column(columns, chosen), rows) < redundancy;
    if (q <= largestQ && names.every(isUnlike)) names.push(name);
  }
  return fittedSelection({ fold, label: label.name, horizon: label.horizon, by, names, scores: ranking, chance });
}

/** By strength, columns without one last; for mutual information only more than chance is strong. */
export function strongestFirst<Row extends Pick<ColumnScore, "strength" | "z" | "t">>(rows: readonly Row[]): readonly Row[] {
  const worth = ({ strength, t, z }: Row): number => (Number.isNaN(strength) ? -Infinity : Number.isNaN(t) ? z : strength);
  return [...rows].sort((a, b) => worth(b) - worth(a) || 0);
}

/** |Rank correlation|; 0 where there is none. */
function likeness(a: Float64Array, b: Float64Array, rows: RowRange): number {
  const { x, y } = rankPairs(ordered(a, rows), ordered(b, rows));
  return Math.abs(correlation(standardised(x), standardised(y)) || 0);
}
