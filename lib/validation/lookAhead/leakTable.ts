import { LEAK_TESTS, type LeakTest } from "./leakFinding.ts";
import type { ColumnReport, LeakReport } from "./leakReport.ts";

/** A table as text: its head and its rows. */
export type TextTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Every column with what each test saw of it, the rows before its first value, and the rows within which its beginning is forgotten. */
export function leakTable(report: LeakReport): TextTable {
  const tests = LEAK_TESTS.filter((test) => report.cuts[test] > 0);
  const several = report.assets.length > 1;
  return {
    columns: ["column", ...(several ? ["of"] : []), ...tests, "warm-up", "settled within"],
    rows: report.columns.map((column) => [column.column, ...(several ? [column.symbol] : []), ...tests.map((test) => verdict(column, test)), column.warmUp === undefined ? "no value" : String(column.warmUp), settled(column)]),
  };
}

function verdict({ findings, seen }: ColumnReport, test: LeakTest): string {
  if (findings.some(({ code }) => code === "not repeatable")) return "not repeatable";
  const finding = seen[test];
  if (finding) return `${finding.barsAhead} ahead, row ${finding.where.row}`;
  return test === "timestamp shift" && findings.some(({ code }) => code === "date-bound") ? "date-bound" : "clean";
}

function settled({ curve, findings, settles, warmUp }: ColumnReport): string {
  const cannotSay = curve.length === 0 || warmUp === undefined || findings.some(({ code }) => code === "look-ahead" || code === "not repeatable");
  return cannotSay ? "" : settles === undefined ? "never" : `${settles} rows`;
}

/** The warm-up curves: for each column and number of rows, how far its last value is from the value with the whole history. */
export function warmUpTable({ assets, columns, curveRows }: LeakReport): TextTable {
  return {
    columns: ["column", ...(assets.length > 1 ? ["of"] : []), ...curveRows.map((rows) => `${rows} rows`)],
    rows: columns.map(({ column, curve, symbol }) => [column, ...(assets.length > 1 ? [symbol] : []), ...curve.map(share)]),
  };
}

function share(difference: number): string {
  if (Number.isNaN(difference)) return "no value";
  if (difference === 0) return "0 %";
  return difference < 1e-6 ? "< 0.0001 %" : `${Number((100 * difference).toPrecision(2))} %`;
}
