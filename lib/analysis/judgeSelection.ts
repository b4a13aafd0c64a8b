import { column, type Columns } from "../factors/columns.ts";
import type { Label } from "../labels/index.ts";
import type { RowRange } from "../validation/split.ts";
import { AnalysisError } from "./error.ts";
import type { FittedSelection } from "./fittedSelection.ts";
import { rankInformationCoefficient } from "./rankInformationCoefficient.ts";

export type JudgedColumn = {
  readonly column: string;
  /** Score on the fold. */
  readonly fold: number;
  /** Rank coefficient on the later rows. */
  readonly later: number;
  readonly laterT: number;
};

export type JudgedSelection = {
  readonly columns: readonly JudgedColumn[];
  /** Mean later coefficient, each with the sign it had on the fold: what trusting the selection would have been worth. */
  readonly kept: number;
};

/** A selection on rows behind its fold. Rows of its fold are refused: it was chosen to look well there. */
export function judgeSelection(selection: FittedSelection, columns: Columns, label: Label, rows: RowRange): JudgedSelection {
  if (rows.from < selection.fold.to) throw new AnalysisError(`judgeSelection: the rows ${rows.from}..${rows.to} begin inside the fold ${selection.fold.from}..${selection.fold.to} on which the columns were chosen; take rows from ${selection.fold.to} on`);
  return laterCoefficients(selection, columns, label, rows);
}

/** The same for any rows, to measure what a leak would show. */
export function laterCoefficients({ names, scores }: FittedSelection, columns: Columns, label: Label, rows: RowRange): JudgedSelection {
  const judged = names.map((name): JudgedColumn => {
    const { t, value } = rankInformationCoefficient(column(columns, name), label, { rows });
    return { column: name, fold: scores.find((score) => score.column === name)?.value ?? Number.NaN, later: value, laterT: t };
  });
  const known = judged.filter(({ later }) => !Number.isNaN(later));
  return { columns: judged, kept: known.reduce((sum, { fold, later }) => sum + Math.sign(fold) * later, 0) / known.length };
}
