import { columnsOf } from "../../factors/columns.ts";
import { formatBarTime } from "../../market/barTime.ts";
import type { Bars } from "../../market/bars.ts";
import { randomStream, split } from "../../random/index.ts";
import type { RowRange } from "../split.ts";
import type { LookAheadOptions } from "./detectLookAhead.ts";
import type { LookAheadFinding } from "./leakFinding.ts";
import { leakFindings, leakReport } from "./leakReport.ts";

/** What a network is fed: N windows of T steps of F columns, row-major [N, T, F], each with a target [N], perhaps others [N], and the row in which it ends [N]. */
export type WindowSet = {
  readonly inputs: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  readonly others?: Readonly<Record<string, ArrayLike<number>>>;
  readonly rows: ArrayLike<number>;
  readonly count: number;
  readonly lookback: number;
  readonly features: number;
  readonly columns: readonly string[];
  readonly horizon: number;
};

/** A target known only outside the rows it belongs to. */
export type SplitFinding = {
  readonly code: "target outside the split";
  readonly column: "target";
  /** The window's last row. */
  readonly where: { readonly row: number; readonly date: string };
  /** The row at which its target is known, and the first one that is not in the part. */
  readonly known: number;
  readonly end: number;
};

/**
 * Windows of some rows: no input of a window that ends at row t may change with a later bar, no target with a bar later than its horizon,
 * and every target must be known inside the rows. Bars are changed and not taken away: without its target a window does not exist.
 */
export function detectWindowLeak(makeWindows: (bars: Bars) => WindowSet, bars: Bars, split: RowRange, options: Omit<LookAheadOptions, "rows">): readonly (LookAheadFinding | SplitFinding)[] {
  const windows = makeWindows(bars);
  const report = leakReport((given) => asColumns(makeWindows(given), given, options), bars, { ...options, warmUp: false, truncate: false });
  const leaks = leakFindings(report).filter((finding) => finding.code === "look-ahead").filter(({ barsAhead, column }) => !isTarget(column) || barsAhead > windows.horizon);
  const late = Array.from(windows.rows).find((row) => row + windows.horizon >= split.to || row < split.from);
  if (late === undefined) return leaks;
  return [...leaks, { code: "target outside the split", column: "target", where: { row: late, date: formatBarTime(bars.closeTime[late]!) }, known: late + windows.horizon, end: split.to }];
}

function isTarget(column: string): boolean {
  return column === "target" || column.startsWith("target ");
}

/** Windows as columns: one for each feature, a mixture of its steps in which no change can hide, and one for each target. */
function asColumns({ columns, count, features, inputs, lookback, others = {}, rows, targets }: WindowSet, { closeTime }: Bars, { key }: Pick<LookAheadOptions, "key">) {
  const { uniform } = randomStream(split(key, "steps"));
  const weights = Float64Array.from({ length: lookback }, () => 0.5 + uniform());
  const empty = () => new Float64Array(closeTime.length).fill(Number.NaN);
  const mixed = Array.from({ length: features }, empty);
  const known = [["target", targets] as const, ...Object.entries(others).map(([name, values]) => [`target ${name}`, values] as const)].map(([name, values]) => ({ name, values, column: empty() }));
  for (let n = 0; n < count; n++) {
    for (let f = 0; f < features; f++) {
      let sum = 0;
      for (let t = 0; t < lookback; t++) sum += weights[t]! * inputs[(n * lookback + t) * features + f]!;
      mixed[f]![rows[n]!] = sum;
    }
    for (const { column, values } of known) column[rows[n]!] = values[n]!;
  }
  return columnsOf(closeTime, { ...Object.fromEntries(mixed.map((values, f) => [`input ${columns[f] ?? f}`, values])), ...Object.fromEntries(known.map(({ column, name }) => [name, column])) });
}
