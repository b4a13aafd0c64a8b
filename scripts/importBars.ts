import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Bars, Interval } from "../lib/market/bars.ts";
import { csvPieces } from "../lib/market/csvPieces.ts";
import { MarketError } from "../lib/market/error.ts";
import { readBarsParquet } from "../lib/market/parquetFiles.ts";
import type { MarketStore } from "../lib/market/store/marketStore.ts";
import { stopIfInterrupted } from "./interruption.ts";
import { countLine } from "./progress.ts";

export type Imported = { readonly file: string; readonly symbol: string; readonly bars: number; readonly added: number; readonly changed: number; readonly error: string | undefined };

/**
 * Brings bars of files, or of all files of folders, into the store. A file is read to its end before anything of it is saved, so a bad row leaves the store as it was;
 * one that is stopped while it is saved is finished by importing it again, which doubles nothing. What fails for one file stops no other.
 */
export async function importBars(store: MarketStore, places: readonly string[], { interval, symbol }: { readonly interval: Interval | undefined; readonly symbol: string | undefined }): Promise<readonly Imported[]> {
  const files = places.flatMap(filesIn);
  if (symbol !== undefined && files.length !== 1) throw new Error(`--symbol names one series, and there are ${files.length} files; import them one by one, or name them after their symbols`);
  const reports: Imported[] = [];
  for (const file of files) {
    const name = symbol ?? path.basename(file, path.extname(file));
    try {
      reports.push(await importFile(store, file, name, interval));
    } catch (error) {
      if (!(error instanceof MarketError) || error.reason === "store") throw error;
      reports.push({ file, symbol: name, bars: 0, added: 0, changed: 0, error: error.message });
    }
  }
  return reports;
}

async function importFile(store: MarketStore, file: string, symbol: string, interval: Interval | undefined): Promise<Imported> {
  let rows = 0;
  for await (const bars of pieces(file, symbol, interval)) {
    stopIfInterrupted();
    rows += bars.closeTime.length;
  }
  const receivedAt = Date.now();
  const progress = countLine(`bars of ${symbol}`);
  let [done, added, changed] = [0, 0, 0];
  for await (const bars of pieces(file, symbol, interval)) {
    stopIfInterrupted();
    const saved = await store.saveBars(bars, { source: "file", receivedAt });
    [done, added, changed] = [done + bars.closeTime.length, added + saved.added, changed + saved.changed];
    progress.show(done, rows);
  }
  progress.end();
  return { file, symbol, bars: rows, added, changed, error: undefined };
}

async function* pieces(file: string, symbol: string, interval: Interval | undefined): AsyncIterable<Bars> {
  if (file.endsWith(".parquet")) yield await readBarsParquet(file, { symbol, ...(interval && { interval }) });
  else yield* csvPieces(file, { symbol, interval });
}

function filesIn(place: string): readonly string[] {
  if (!existsSync(place)) throw new Error(`there is no file or folder ${place} to import; check the path`);
  if (!statSync(place).isDirectory()) return [place];
  const files = readdirSync(place).filter((name) => /\.(csv|parquet)$/.test(name)).sort().map((name) => path.join(place, name));
  if (files.length === 0) throw new Error(`the folder ${place} has no .csv and no .parquet file`);
  return files;
}
