import { formatBarTime, isCloseTime } from "./barTime.ts";
import type { BarColumn, Bars } from "./bars.ts";

/** What can be wrong with bars, worst first. */
export const FINDING_CODES = [
  "unsorted time", "duplicate time", "missing value", "price not positive", "high below low", "open outside range", "close outside range", "negative volume",
  "shifted clock", "split not adjusted", "split not in prices",
  "spike", "unfinished bar", "suspected split", "missing bars", "closed market", "off the grid", "sources differ", "only one source", "copied open", "outlier return", "stale price", "no volume", "known action", "looks ahead", "unknown calendar", "survivor",
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** error: the bar cannot be right. warning: somebody must look. note: rare, but markets do it. */
export type Severity = "error" | "warning" | "note";

export type Place = { readonly row: number; readonly date: string; readonly column?: BarColumn };

/** One thing found in bars, as a value; `formatFinding` makes a sentence of it. */
export type Finding = {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly where: Place;
  readonly expected: string;
  readonly got: string;
  /** How many more of this kind there were, which are not told one by one. */
  readonly more?: number;
};

/** A row of bars, for findings and changes. */
export function placeOf(bars: Bars, row: number, column?: BarColumn): Place {
  const time = bars.closeTime[row]!;
  const date = isCloseTime(time) ? formatBarTime(time) : "no date";
  return column === undefined ? { row, date } : { row, date, column };
}

/** Any finding of market data: in bars, in the field of an answer, of a whole series, of a place that has a name. */
export type Told = {
  readonly code: string;
  readonly severity: Severity;
  readonly where: Place | { readonly source: string; readonly path: string; readonly row?: number } | { readonly symbol: string; readonly interval: string } | string;
  readonly expected: string;
  readonly got: string;
  readonly more?: number;
};

/** A finding as one sentence. */
export function formatFinding({ code, expected, got, more, severity, where }: Told): string {
  return `${severity}: ${code}${placeText(where)}: expected ${expected}, got ${got}${more === undefined ? "" : `; and ${more.toLocaleString("en-US")} more of this kind`}`;
}

function placeText(where: Told["where"]): string {
  if (typeof where === "string") return `, ${where}`;
  if ("symbol" in where) return `, ${where.symbol} ${where.interval}`;
  if ("path" in where) return ` at ${where.path}${where.row === undefined ? "" : ` (row ${where.row})`} of ${where.source}'s answer`;
  return ` in row ${where.row} (${where.date}${where.column === undefined ? "" : `, ${where.column}`})`;
}

/** Short text of a number in a finding. */
export function brief(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(7)));
}
