import { AnalysisError } from "./error.ts";
import type { FittedSelection } from "./fittedSelection.ts";

/** One row a column: its name, and under each selection's title its strength there, ticked where the selection takes it. */
export type SelectionRow = Readonly<Record<string, string>>;

/** Selections from the same columns side by side; strengths in the unit of each, "–" where unknown. in: columns: those tried, in the order of the rows */
export function selectionTable(columns: readonly string[], selections: Readonly<Record<string, Pick<FittedSelection, "names" | "scores">>>): readonly SelectionRow[] {
  return columns.map((column) => ({
    column,
    ...Object.fromEntries(Object.entries(selections).map(([title, { names, scores }]) => {
      const score = scores.find((one) => one.column === column);
      if (score === undefined) throw new AnalysisError(`selectionTable: "${title}" did not try the column "${column}"; compare selections from the same columns`);
      return [title, `${Number.isNaN(score.strength) ? "–" : score.strength.toFixed(2)}${names.includes(column) ? " ✓" : ""}`];
    })),
  }));
}
