import type { BarColumn, Bars, Interval } from "../bars.ts";
import { inferInterval } from "./inferInterval.ts";
import { parquetPieces } from "./parquetPieces.ts";

export type ParquetOptions = { readonly symbol: string; /** Found from the steps between rows when left out. */ readonly interval?: Interval };

/** All bars of a Parquet file, read as `parquetPieces` says. */
export async function readBarsParquet(path: string, { symbol, interval }: ParquetOptions): Promise<Bars> {
  const pieces: Bars[] = [];
  for await (const { bars } of parquetPieces(path, { symbol, interval: interval ?? "1d" })) pieces.push(bars);
  const rows = pieces.reduce((sum, { closeTime }) => sum + closeTime.length, 0);
  const column = (name: BarColumn): Float64Array => {
    const joined = new Float64Array(rows);
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece[name], at);
      at += piece.closeTime.length;
    }
    return joined;
  };
  const closeTime = column("closeTime");
  return { symbol, interval: interval ?? inferInterval(closeTime, path), provenance: `file ${path}`, closeTime, open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume") };
}
