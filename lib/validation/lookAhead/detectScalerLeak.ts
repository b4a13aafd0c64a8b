import { column, columnsOf, sliceColumns, type Columns } from "../../factors/columns.ts";
import { formatBarTime } from "../../market/barTime.ts";
import { randomStream, split, type RandomKey } from "../../random/index.ts";
import { ValidationError } from "../error.ts";
import type { RowRange } from "../split.ts";
import { firstDifference, typicalSize } from "./difference.ts";

/** Anything fitted on some rows that then changes columns: a scaler, a clipper, a principal component. */
export type Transformer = { transform(columns: Columns): Columns };
export type Fitting = (columns: Columns, fold: RowRange) => Transformer;

/** A fitted column that changes when rows outside its training fold do. */
export type ScalerFinding = {
  readonly code: "outside the fold";
  readonly test: "truncation" | "future perturbation" | "past perturbation";
  readonly column: string;
  /** The row furthest from the fold that it saw. */
  readonly where: { readonly row: number; readonly date: string };
  /** How many rows behind the fold's last row that is; negative before its first. */
  readonly rowsOutside: number;
  /** A value as the fold alone gives it, and as it was. */
  readonly expected: number;
  readonly got: number;
};

/**
 * Whether what was fitted on a fold saw anything else. The rows behind the fold are taken away, then changed, then those before it are changed;
 * each time it is fitted anew and transforms the same columns, which must come out the same.
 */
export function detectScalerLeak(fit: Fitting, columns: Columns, fold: RowRange, { key, tolerance = 1e-9 }: { key: RandomKey; tolerance?: number }): readonly ScalerFinding[] {
  const count = columns.closeTime.length;
  if (!(fold.from >= 0 && fold.from < fold.to && fold.to <= count)) throw new ValidationError(`detectScalerLeak: the fold ${fold.from}..${fold.to} does not lie in the ${count} rows`);
  const whole = fit(copyOf(columns), fold).transform(columns);
  const seen = (given: Columns): ReadonlyMap<string, { readonly expected: number; readonly got: number }> => {
    const other = fit(given, fold).transform(columns);
    const differing = whole.names.flatMap((name) => {
      const values = column(whole, name);
      const row = firstDifference(values, other.values[name], { from: 0, to: count }, typicalSize(values), tolerance);
      return row < 0 ? [] : [[name, { expected: other.values[name]?.[row] ?? Number.NaN, got: values[row]! }] as const];
    });
    return new Map(differing);
  };
  const behind = (row: number) => seen(perturbed(columns, row, count, split(key, "behind")));
  const before = (row: number) => seen(perturbed(columns, 0, row + 1, split(key, "before")));
  const found: ScalerFinding[] = [];
  const note = (test: ScalerFinding["test"], names: ReturnType<typeof seen>, rowOf: (name: string) => number) => {
    for (const [name, values] of names) {
      if (found.some((finding) => finding.column === name)) continue;
      const row = rowOf(name);
      found.push({ code: "outside the fold", test, column: name, where: { row, date: formatBarTime(columns.closeTime[row]!) }, rowsOutside: row < fold.from ? row - fold.from : row - fold.to + 1, ...values });
    }
  };
  if (fold.to < count) {
    note("truncation", seen(copyOf(sliceColumns(columns, 0, fold.to))), (name) => furthest(fold.to, count - 1, (row) => behind(row).has(name)));
    note("future perturbation", behind(fold.to), (name) => furthest(fold.to, count - 1, (row) => behind(row).has(name)));
  }
  if (fold.from > 0) note("past perturbation", before(fold.from - 1), (name) => furthest(fold.from - 1, 0, (row) => before(row).has(name)));
  return found;
}

/** One sentence about a fitted column. */
export function formatScalerLeak({ column, expected, got, rowsOutside, where }: ScalerFinding): string {
  const rows = Math.abs(rowsOutside) === 1 ? "row" : "rows";
  return `"${column}" was fitted on its fold and on row ${where.row} (${where.date}), ${Math.abs(rowsOutside)} ${rows} ${rowsOutside > 0 ? "behind" : "before"} it: ${got}, with the fold alone ${expected}.`;
}

/** The row furthest from the fold that is seen, by halving from the nearest one. */
function furthest(nearest: number, end: number, isSeen: (row: number) => boolean): number {
  let [sure, beyond] = [nearest, end + Math.sign(end - nearest || 1)];
  while (Math.abs(beyond - sure) > 1) {
    const middle = Math.trunc((sure + beyond) / 2);
    if (isSeen(middle)) sure = middle;
    else beyond = middle;
  }
  return sure;
}

/** Columns whose values from one row to another are different ones, larger and smaller; missing ones stay missing. */
function perturbed(columns: Columns, from: number, to: number, key: RandomKey): Columns {
  const { normal } = randomStream(key);
  const changed = copyOf(columns);
  for (const name of changed.names) {
    const values = column(changed, name);
    const size = typicalSize(values) || 1;
    for (let row = from; row < to; row++) values[row]! += 10 * size * normal();
  }
  return changed;
}

function copyOf(columns: Columns): Columns {
  return columnsOf(columns.closeTime, Object.fromEntries(columns.names.map((name) => [name, column(columns, name).slice()])));
}
