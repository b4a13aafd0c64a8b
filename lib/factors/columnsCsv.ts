import { formatBarTime } from "../market/barTime.ts";
import { column, type Columns } from "./columns.ts";

/** Columns as the text of a CSV file: date, then one column each. A value not known is an empty cell; every other reads back to the same number. */
export function formatColumnsCsv(columns: Columns): string {
  return `${csvHeader(columns)}${csvRows(columns)}`;
}

/** The first line. */
export function csvHeader({ names }: Columns): string {
  return `${["date", ...names].join(",")}\n`;
}

/** A line for each row. */
export function csvRows(columns: Columns): string {
  const values = columns.names.map((name) => column(columns, name));
  const lines: string[] = [];
  for (let t = 0; t < columns.closeTime.length; t++) {
    lines.push([formatBarTime(columns.closeTime[t]!), ...values.map((x) => (Number.isNaN(x[t]!) ? "" : String(x[t])))].join(","));
  }
  return `${lines.join("\n")}\n`;
}
