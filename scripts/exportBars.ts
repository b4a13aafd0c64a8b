import { appendFileSync } from "node:fs";
import { sliceBars, type Bars } from "../lib/market/bars.ts";
import { formatBarsCsv } from "../lib/market/csvFiles.ts";
import { interruption, stopIfInterrupted } from "./interruption.ts";
import { writeDraft, writeOutput } from "./outputFile.ts";

/** Rows of a piece. */
const PIECE = 65_536;

/** Writes bars as Parquet where the name says so, else as CSV; whole or not at all. */
export async function exportBars(output: string, bars: Bars): Promise<void> {
  interruption();
  if (output.endsWith(".parquet")) {
    const { parquetWriteFile } = await import("hyparquet-writer");
    const { close, closeTime, high, low, open, volume } = bars;
    const numbers = Object.entries({ open, high, low, close, volume }).map(([name, data]) => ({ name, data, type: "DOUBLE" as const }));
    return writeDraft(output, async (draft) => parquetWriteFile({ filename: draft, columnData: [{ name: "date", data: Array.from(closeTime, (time) => new Date(time)) }, ...numbers] }));
  }
  const rows = bars.closeTime.length;
  if (rows <= PIECE) return writeOutput(output, formatBarsCsv(bars));
  return writeDraft(output, async (draft) => {
    for (let from = 0; from < rows; from += PIECE) {
      stopIfInterrupted();
      const text = formatBarsCsv(sliceBars(bars, from, Math.min(from + PIECE, rows)));
      appendFileSync(draft, from === 0 ? text : text.slice(text.indexOf("\n") + 1));
    }
  });
}
