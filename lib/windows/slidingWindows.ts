import { column, type Columns } from "../factors/columns.ts";
import type { ColumnScale } from "../scaling/fittedScaler.ts";
import type { RowRange } from "../validation/split.ts";
import { WindowError } from "./error.ts";

/** What a network is fed: N windows of T steps of F columns, each with one target. */
export type Windows = {
  /** [N, T, F], row-major: step t of window n starts at (n·T + t)·F. Oldest step first. */
  readonly inputs: Float32Array;
  /** [N] */
  readonly targets: Float32Array;
  /** Further targets of the same windows by name, for networks with several heads. [N] each */
  readonly others?: Readonly<Record<string, Float32Array>>;
  /** Row in which each window ends and the decision falls. [N] */
  readonly rows: Int32Array;
  readonly count: number;
  readonly lookback: number;
  readonly features: number;
  /** Names of the F columns, in order. */
  readonly columns: readonly string[];
  /** Of columns that were scaled: value in its own unit = input · scale + offset. For models that foretell by carrying a column on. */
  readonly units?: Readonly<Record<string, ColumnScale>>;
  /** Bars between the decision and the moment its last target is known. */
  readonly horizon: number;
};

/** A target a row, NaN where it is not known, with the bars it looks ahead. */
export type Target = { readonly horizon: number; readonly values: Float64Array };

export type WindowOptions = {
  readonly rows: RowRange;
  /** Steps of a window. Default 30. */
  readonly lookback?: number;
  /** Rows between the ends of two windows. Default 1. */
  readonly stride?: number;
  /** Further targets of each window by name. The horizon of the windows is the largest of all. */
  readonly others?: Readonly<Record<string, Target>>;
  /** `scales` of the scaler that the columns went through. */
  readonly units?: Readonly<Record<string, ColumnScale>>;
};

/**
 * Windows whose last step and whose targets all lie inside `rows`. A window may begin before `rows`: that is its past.
 * Rows with a missing input or target are left out, and so the count may be smaller than the range.
 */
export function slidingWindows(columns: Columns, target: Target, { rows, lookback = 30, others, stride = 1, units }: WindowOptions): Windows {
  const length = columns.closeTime.length;
  for (const [name, value] of Object.entries({ lookback, stride })) {
    if (!Number.isInteger(value) || value < 1) throw new WindowError(`slidingWindows: ${name} must be a whole number ≥ 1, got ${value}`);
  }
  if (columns.names.length === 0) throw new WindowError("slidingWindows: there is no column; select at least one");
  const named: readonly (readonly [string, Target])[] = [["the target", target], ...Object.entries(others ?? {}).map(([name, other]) => [`the target "${name}"`, other] as const)];
  for (const [name, { values }] of named) {
    if (values.length !== length) throw new WindowError(`slidingWindows: ${name} has ${values.length} rows, the columns have ${length}; compute both from the same bars`);
  }
  if (!(rows.from >= 0 && rows.to <= length)) throw new WindowError(`slidingWindows: rows ${rows.from}..${rows.to} do not lie inside the ${length} rows`);

  const series = columns.names.map((name) => column(columns, name));
  const targets = named.map(([, each]) => each);
  const horizon = Math.max(...targets.map((each) => each.horizon));
  const ends = completeRows(series, targets, { from: rows.from, to: rows.to - horizon }, lookback, stride);
  if (ends.length === 0) {
    throw new WindowError(
      `slidingWindows: rows ${rows.from}..${rows.to - 1} hold no complete window of ${lookback} steps with a horizon of ${horizon}; ${guiltyColumns(columns, rows)}give more bars, a shorter lookback or columns with a shorter warm-up`,
    );
  }
  const features = series.length;
  const inputs = new Float32Array(ends.length * lookback * features);
  for (let f = 0; f < features; f++) {
    const values = series[f]!;
    let at = f;
    for (let n = 0; n < ends.length; n++) {
      const start = ends[n]! - lookback + 1;
      for (let t = 0; t < lookback; t++, at += features) inputs[at] = values[start + t]!;
    }
  }
  const atEnds = ({ values }: Target) => Float32Array.from(ends, (row) => values[row]!);
  const further = others ? { others: Object.fromEntries(Object.entries(others).map(([name, other]) => [name, atEnds(other)])) } : {};
  return { inputs, targets: atEnds(target), ...further, rows: ends, count: ends.length, lookback, features, columns: columns.names, ...(units ? { units } : {}), horizon };
}

/** Rows of a range that end a complete window: all of its inputs and its targets known. */
function completeRows(series: readonly Float64Array[], targets: readonly Target[], rows: RowRange, lookback: number, stride: number): Int32Array {
  const ends = new Int32Array(Math.max(0, rows.to - rows.from));
  let count = 0;
  let complete = 0; // steps in a row, up to t, in which every column has a value
  let next = rows.from;
  for (let t = Math.max(0, rows.from - lookback + 1); t < rows.to; t++) {
    complete = series.every((values) => Number.isFinite(values[t]!)) ? complete + 1 : 0;
    if (t < next || complete < lookback || !targets.every(({ values }) => Number.isFinite(values[t]!))) continue;
    ends[count++] = t;
    next = t + stride;
  }
  return ends.slice(0, count);
}

/** Columns without any value in the rows, else the one that starts last, as the beginning of a sentence; nothing where all start at once. */
function guiltyColumns(columns: Columns, { from, to }: RowRange): string {
  const starts = columns.names.map((name) => ({ name, row: column(columns, name).subarray(0, to).findIndex((value, t) => t >= from && Number.isFinite(value)) }));
  const empty = starts.filter(({ row }) => row < 0).map(({ name }) => `"${name}"`);
  if (empty.length > 0) return `no row has a value of ${empty.join(", ")}: leave ${empty.length > 1 ? "these columns" : "this column"} out, or `;
  const last = starts.reduce((a, b) => (b.row > a.row ? b : a));
  return last.row > from ? `"${last.name}" has its first value in row ${last.row}: ` : "";
}
