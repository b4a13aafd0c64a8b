import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { INTERVAL_MILLIS } from "../../lib/market/barTime.ts";
import type { Bars } from "../../lib/market/bars.ts";
import type { BarPiece } from "../../lib/market/files/barPiece.ts";
import { csvPieces, type CsvPieceOptions } from "../../lib/market/files/csvPieces.ts";
import { MarketError } from "../../lib/market/error.ts";
import { parquetPieces } from "../../lib/market/files/parquetPieces.ts";
import type { MarketStore } from "../../lib/market/store/marketStore.ts";
import { Interrupted, stopIfInterrupted } from "../interruption.ts";
import { countLine } from "../progress.ts";

export type Imported = { readonly file: string; readonly symbol: string; readonly bars: number; readonly added: number; readonly changed: number; readonly error: string | undefined };
export type ImportOptions = Omit<CsvPieceOptions, "symbol"> & { readonly symbol?: string | undefined; /** Bars of a file that are kept in memory from its check on; a file of more is read again to be saved. */ readonly mostKept?: number };

/** Bars of 100 MB. */
const MOST_KEPT = 2_000_000;
const FILES = /\.(csv|csv\.gz|parquet)$/i;

/** Files to import, those of folders among them. A place that is not there, and a symbol for several files, are errors. */
export function filesToImport(places: readonly string[], symbol: string | undefined): readonly string[] {
  const files = places.flatMap(filesIn);
  if (symbol !== undefined && files.length !== 1) throw new Error(`--symbol names one series, and there are ${files.length} files; import them one by one, or name them after their symbols`);
  return files;
}

/**
 * Brings bars of files into the store. A file is read to its end before anything of it is saved, so a bad row leaves the store as it was;
 * one that is stopped while it is saved is finished by importing it again, which doubles nothing. What fails for one file stops no other.
 */
export async function importBars(store: MarketStore, files: readonly string[], { symbol, ...options }: ImportOptions): Promise<readonly Imported[]> {
  const reports: Imported[] = [];
  for (const file of files) {
    const name = symbol ?? path.basename(file).replace(FILES, "");
    try {
      reports.push(await importFile(store, file, { ...options, symbol: name }));
    } catch (error) {
      if (!(error instanceof MarketError) || error.reason === "store") throw error;
      reports.push({ file, symbol: name, bars: 0, added: 0, changed: 0, error: error.message });
    }
  }
  return reports;
}

async function importFile(store: MarketStore, file: string, { mostKept = MOST_KEPT, ...options }: CsvPieceOptions & Pick<ImportOptions, "mostKept">): Promise<Imported> {
  const { kept, rows } = await checkedRows(file, options, mostKept);
  const { symbol } = options;
  const receivedAt = Date.now();
  const progress = countLine(`bars of ${symbol} saved`);
  let [done, added, changed] = [0, 0, 0];
  try {
    for await (const { bars } of kept ?? pieces(file, options)) {
      // Where nothing is read, nothing waits for the system, and Ctrl-C would not be heard.
      await setImmediate();
      stopIfInterrupted();
      const saved = await store.saveBars(bars, { source: "file", receivedAt });
      [done, added, changed] = [done + bars.closeTime.length, added + saved.added, changed + saved.changed];
      progress.show(done, rows);
    }
  } catch (error) {
    if (error instanceof Interrupted) console.error(`${done} of the ${rows} bars of ${file} are in the store; the same command goes on with the rest.`);
    throw error;
  } finally {
    progress.end();
  }
  return { file, symbol, bars: rows, added, changed, error: undefined };
}

/** How many bars a file has, all of them read; and the bars themselves where they are few enough. */
async function checkedRows(file: string, options: CsvPieceOptions, mostKept: number): Promise<{ readonly rows: number; readonly kept: readonly BarPiece[] | undefined }> {
  const megabytes = existsSync(file) ? statSync(file).size / 1e6 : 0;
  const progress = countLine(`MB of ${file} checked`);
  let rows = 0;
  let kept: BarPiece[] | undefined = [];
  try {
    for await (const piece of pieces(file, options)) {
      const { bars, share } = piece;
      stopIfInterrupted();
      demandInterval(file, bars);
      rows += bars.closeTime.length;
      if (rows > mostKept) kept = undefined;
      kept?.push(piece);
      progress.show(Math.round(share * megabytes), Math.round(megabytes));
    }
  } finally {
    progress.end();
  }
  return { rows, kept };
}

/** An interval that is named wrongly would put bars where nobody finds them. */
function demandInterval(file: string, { closeTime, interval }: Bars): void {
  const length = INTERVAL_MILLIS[interval];
  const wrong = (found: string): MarketError => new MarketError(`${file}: its bars are said to be of ${interval}, but ${found}. Leave --interval away, or name that of the file.`);
  if (interval !== "1d" && closeTime.every((time) => (time + 1) % INTERVAL_MILLIS["1d"] === 0)) throw wrong("its dates have no times, as those of daily bars");
  let close = 0;
  for (let t = 1; t < closeTime.length; t++) if (closeTime[t]! - closeTime[t - 1]! <= length / 4) close++;
  if (2 * close > closeTime.length) throw wrong(`most follow each other much faster, the first after ${(closeTime[1]! - closeTime[0]!) / 1000} s`);
}

function pieces(file: string, options: CsvPieceOptions): AsyncIterable<BarPiece> {
  return /\.parquet$/i.test(file) ? parquetPieces(file, options) : csvPieces(file, options);
}

function filesIn(place: string): readonly string[] {
  if (!existsSync(place)) throw new Error(`there is no file or folder ${place} to import; check the path`);
  if (!statSync(place).isDirectory()) return [place];
  const files = readdirSync(place).filter((name) => FILES.test(name)).sort().map((name) => path.join(place, name));
  if (files.length === 0) throw new Error(`the folder ${place} has no file that ends in .csv, .csv.gz or .parquet`);
  return files;
}
