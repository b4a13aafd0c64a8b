import { appendFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { computeFactors, computeFactorsInParallel, csvHeader, csvRows, factorPieces, formatColumnsCsv, type Columns, type Companions } from "../lib/factors/index.ts";
import { sliceColumns } from "../lib/factors/columns.ts";
import type { Bars } from "../lib/market/bars.ts";
import { interruption, stopIfInterrupted } from "./interruption.ts";
import { writeDraft, writeOutput } from "./outputFile.ts";
import { countLine } from "./progress.ts";

export type FactorsToWrite = { readonly bars: Bars; readonly ids: readonly string[]; readonly companions: Companions; readonly workers: number | undefined; readonly threads: number };

/** From so many cells on threads are worth their start. */
const MANY_CELLS = 20_000_000;
/** Columns of more cells are computed piece by piece, since all of them together would fill a gigabyte and more. */
const MOST_CELLS = 150_000_000;
/** Rows of a piece, and of a Parquet group. */
const PIECE = 65_536;

/** Computes columns and writes them, as Parquet where the name says so, else as CSV; whole or not at all. Ctrl-C leaves no file. */
export async function writeFactors(output: string, work: FactorsToWrite): Promise<void> {
  const isParquet = output.endsWith(".parquet");
  const cells = work.ids.length * work.bars.closeTime.length;
  if (!isParquet && cells <= MANY_CELLS && (work.workers ?? 1) === 1) return writeOutput(output, formatColumnsCsv(computeFactors(work.bars, work.ids, work.companions)));
  // From here on Ctrl-C waits for the next piece, so that the draft is taken away.
  interruption();
  await writeDraft(output, async (draft) => {
    const file = isParquet ? await parquetFile(draft, work.ids) : csvFile(draft);
    const progress = countLine("rows");
    let done = 0;
    for await (const piece of cells > MOST_CELLS ? factorPieces(work.bars, work.ids, { ...work.companions, rows: PIECE }) : await slicesOf(work, cells)) {
      stopIfInterrupted();
      file.write(piece);
      progress.show((done += piece.closeTime.length), work.bars.closeTime.length);
      await setImmediate();
    }
    progress.end();
    file.finish();
  });
}

type ColumnsFile = { readonly write: (columns: Columns) => void; readonly finish: () => void };

function csvFile(path: string): ColumnsFile {
  let isFirst = true;
  return {
    write: (columns) => {
      // Text of some thousand rows at a time: a string has a longest length.
      for (let row = 0; row < columns.closeTime.length; row += 4096) {
        const rows = sliceColumns(columns, row, Math.min(row + 4096, columns.closeTime.length));
        appendFileSync(path, isFirst ? csvHeader(columns) + csvRows(rows) : csvRows(rows));
        isFirst = false;
      }
    },
    finish: () => {},
  };
}

async function parquetFile(path: string, ids: readonly string[]): Promise<ColumnsFile> {
  const [{ ColumnsParquet }, { fileWriter }] = await Promise.all([import("../lib/factors/columnsParquet.ts"), import("hyparquet-writer")]);
  return new ColumnsParquet(ids, fileWriter(path));
}

/** All columns at once, by threads where that is worth their start, then cut in pieces. */
async function slicesOf({ bars, companions, ids, threads, workers }: FactorsToWrite, cells: number): Promise<readonly Columns[]> {
  const count = workers ?? (cells >= MANY_CELLS ? threads : 1);
  const progress = countLine("columns");
  const columns = count === 1 ? computeFactors(bars, ids, companions) : await computeFactorsInParallel(bars, ids, { ...companions, workers: count, signal: interruption(), onProgress: progress.show }).finally(progress.end);
  return Array.from({ length: Math.ceil(bars.closeTime.length / PIECE) }, (_, k) => sliceColumns(columns, PIECE * k, Math.min(PIECE * (k + 1), bars.closeTime.length)));
}
