/** Columns a CSV file of bars has, in the order they are written. */
export const CSV_COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** What a CSV file of bars holds; `date` is the close time. */
export type CsvColumns = Readonly<Record<CsvColumn, Float64Array>>;

export function emptyCsvColumns(rows: number): CsvColumns {
  const column = (): Float64Array => new Float64Array(rows);
  return { date: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}
