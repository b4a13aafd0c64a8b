import { column, type Columns } from "../factors/columns.ts";
import type { RowRange } from "../validation/split.ts";
import { WindowError } from "./error.ts";

/** What a network is fed: N windows of T steps of F columns, each with one target. */
export type Windows = {
  /** [N, T, F], row-major: step t of window n starts at (n·T + t)·F. Oldest step first. */
  readonly inputs: Float32Array;
  /** [N] */
  readonly targets: Float32Array;
  /** Row in which each window ends and the decision falls. [N] */
  readonly rows: Int32Array;
  readonly count: number;
  readonly lookback: number;
  readonly features: number;
  /** Names of the F columns, in order. */
  readonly columns: readonly string[];
  /** Bars between the decision and the moment its target is known. */
  readonly horizon: number;
};

/** A target a row, NaN where it is not known, with the bars it looks ahead. */
export type Target = { readonly horizon: number; readonly values: Float64Array };

/**
 * Windows whose last step and whose target both lie inside `rows`. A window may begin before `rows`: that is its past.
 * Rows with a missing input or target are left out, and so the count may be smaller than the range.
 */
export function slidingWindows(
  columns: Columns,
  target: Target,
  { rows, lookback = 30, stride = 1 }: { rows: RowRange; lookback?: number; stride?: number },
): Windows {
  const length = columns.closeTime.length;
  for (const [name, value] of Object.entries({ lookback, stride })) {
    if (!Number.isInteger(value) || value < 1) throw new WindowError(`slidingWindows: ${name} must be a whole number ≥ 1, got ${value}`);
  }
  if (columns.names.length === 0) throw new WindowError("slidingWindows: there is no column; select at least one");
  if (target.values.length !== length) throw new WindowError(`slidingWindows: the target has ${target.values.length} rows, the columns have ${length}; compute both from the same bars`);
  if (!(rows.from >= 0 && rows.to <= length)) throw new WindowError(`slidingWindows: rows ${rows.from}..${rows.to} do not lie inside the ${length} rows`);

  const series = columns.names.map((name) => column(columns, name));
  const ends = completeRows(series, target, rows, lookback, stride);
  if (ends.length === 0) {
    throw new WindowError(
      `slidingWindows: rows ${rows.from}..${rows.to - 1} hold no complete window of ${lookback} steps with a horizon of ${target.horizon}; give more bars, a shorter lookback or columns with a shorter warm-up`,
    );
  }
  const features = series.length;
  const inputs = new Float32Array(ends.length * lookback * features);
  const targets = new Float32Array(ends.length);
  for (let f = 0; f < features; f++) {
    const values = series[f]!;
    let at = f;
    for (let n = 0; n < ends.length; n++) {
      const start = ends[n]! - lookback + 1;
      for (let t = 0; t < lookback; t++, at += features) inputs[at] = values[start + t]!;
    }
  }
  for (let n = 0; n < ends.length; n++) targets[n] = target.values[ends[n]!]!;
  return { inputs, targets, rows: ends, count: ends.length, lookback, features, columns: columns.names, horizon: target.horizon };
}

/** Rows that end a complete window: all of its inputs and its target known, the target inside the range. */
function completeRows(series: readonly Float64Array[], target: Target, rows: RowRange, lookback: number, stride: number): Int32Array {
  const ends = new Int32Array(Math.max(0, rows.to - rows.from));
  let count = 0;
  let complete = 0; // steps in a row, up to t, in which every column has a value
  let next = rows.from;
  for (let t = Math.max(0, rows.from - lookback + 1); t + target.horizon < rows.to; t++) {
    complete = series.every((values) => Number.isFinite(values[t]!)) ? complete + 1 : 0;
    if (t < next || complete < lookback || !Number.isFinite(target.values[t]!)) continue;
    ends[count++] = t;
    next = t + stride;
  }
  return ends.slice(0, count);
}
