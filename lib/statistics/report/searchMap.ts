import { StatisticsError } from "../error.ts";

/** One measure of a search over two of its parameters, as a report keeps it. */
export type SearchMap = {
  readonly rule: string;
  readonly measure: string;
  readonly rows: { readonly parameter: string; readonly values: readonly number[] };
  readonly columns: { readonly parameter: string; readonly values: readonly number[] };
  /** [rows][columns]; null where the set makes no sense or has no value. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Place of the best set, null where none has a value. */
  readonly best: { readonly row: number; readonly column: number } | null;
  /** Values of the parameters that are not axes: those of the best set. */
  readonly fixed: Readonly<Record<string, number>>;
  /** Sets that were run, of all parameters. */
  readonly trials: number;
};

/** What `sweep` leaves, as much of it as the map needs. */
export type Searched = { readonly rule: string; readonly grid: Readonly<Record<string, readonly number[]>>; readonly sets: readonly Readonly<Record<string, number>>[]; readonly trials: number };

/**
 * The map of a search: how the measure lies over two parameters, with the others at the values of the best set. An island that stands alone is luck.
 * in: a sweep, its measure by set [K] and its name, the two parameters, by default the first two that vary
 */
export function searchMap({ grid, rule, sets, trials }: Searched, values: ArrayLike<number>, { axes = axesOf(grid), measure = "Sharpe" }: { readonly axes?: readonly [string, string]; readonly measure?: string } = {}): SearchMap {
  if (values.length !== sets.length) throw new StatisticsError(`searchMap: ${values.length} values of ${measure} for ${sets.length} sets; give one a set`);
  const [row, column] = axes;
  const missing = axes.find((axis) => grid[axis] === undefined);
  if (missing !== undefined || row === column) throw new StatisticsError(`searchMap: the axes are ${axes.join(" and ")}, the parameters of ${rule} ${Object.keys(grid).join(", ")}; name two of them`);
  const best = sets[bestOf(values)];
  const { [row]: _row, [column]: _column, ...fixed } = best ?? {};
  const [rowValues, columnValues] = [grid[row]!, grid[column]!];
  const table = rowValues.map(() => new Array<number | null>(columnValues.length).fill(null));
  sets.forEach((set, k) => {
    if (!Object.entries(fixed).every(([name, value]) => set[name] === value)) return;
    const value = values[k]!;
    if (Number.isFinite(value)) table[rowValues.indexOf(set[row]!)]![columnValues.indexOf(set[column]!)] = value;
  });
  return {
    rule, measure,
    rows: { parameter: row, values: rowValues },
    columns: { parameter: column, values: columnValues },
    values: table,
    best: best === undefined ? null : { row: rowValues.indexOf(best[row]!), column: columnValues.indexOf(best[column]!) },
    fixed, trials,
  };
}

/** The first two parameters with several values, else the first two. */
function axesOf(grid: Searched["grid"]): readonly [string, string] {
  const names = Object.keys(grid);
  const [row, column] = [...names.filter((name) => grid[name]!.length > 1), ...names.filter((name) => grid[name]!.length <= 1)];
  if (row === undefined || column === undefined) throw new StatisticsError(`searchMap: a map has two parameters, the search has ${names.length}; draw its measure as a line instead`);
  return [row, column];
}

function bestOf(values: ArrayLike<number>): number {
  let best = -1;
  for (let k = 0; k < values.length; k++) if (Number.isFinite(values[k]!) && (best < 0 || values[k]! > values[best]!)) best = k;
  return best;
}
