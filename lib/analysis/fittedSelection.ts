import { selectColumns, type Columns } from "../factors/columns.ts";
import type { RowRange } from "../validation/split.ts";
import type { Chance, ColumnScore, ScoreBy } from "./scoreColumns.ts";

/** What columns were chosen by: a score, the share of halves of the fold that name them, or what a model owes to them. */
export type SelectedBy = ScoreBy | "stability" | "importance";

/** What a selection learnt, as plain data. */
export type SavedSelection = {
  /** The fold as given; the labels of its last `horizon` rows were not used. */
  readonly fold: RowRange;
  readonly label: string;
  readonly horizon: number;
  readonly by: SelectedBy;
  /** The chosen columns, strongest first. */
  readonly names: readonly string[];
  /** Every column tried, strongest first. By stability the strength is that share, by importance the model's; the value is the rank coefficient then. */
  readonly scores: readonly ColumnScore[];
  readonly chance: Chance;
  /** Of stability: so many of the chosen columns are false on average, at most. */
  readonly mostFalse?: number;
};

/** A selection after `fitSelection` or `stabilitySelection`. It remembers the fold it saw; what it says of those rows flatters, judge it on later ones. */
export type FittedSelection = SavedSelection & {
  /** The chosen columns only, strongest first. */
  select(columns: Columns): Columns;
  /** Plain data, for saving with a model. `selectionFromJSON` reads it. */
  toJSON(): SavedSelection;
};

/** A fitted selection from what was learnt. */
export function fittedSelection(saved: SavedSelection): FittedSelection {
  return { ...saved, select: (columns) => selectColumns(columns, saved.names), toJSON: () => saved };
}
