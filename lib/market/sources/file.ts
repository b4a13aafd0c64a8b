import { MarketError } from "../error.ts";
import { readBarsCsv } from "../files/csvFiles.ts";
import { type Bars, INTERVALS } from "../bars.ts";
import { type BarsRequest, listed, type Source, wholePage } from "./source.ts";

/** Bars of a CSV or Parquet file of the reader's own. */
export const file: Source = {
  name: "file",
  capabilities: { intervals: INTERVALS, network: false, real: true, instruments: [] },
  open: () => ({
    symbols: async () => listed([]),
    barPages: async function* (request) {
      yield wholePage(await barsOfFile(request));
    },
  }),
};

async function barsOfFile({ interval, path, symbol }: BarsRequest): Promise<Bars> {
  if (path === undefined) throw new MarketError(`file: no path was given for "${symbol}". Name the CSV or Parquet file in path.`);
  const options = { symbol, ...(interval === undefined ? {} : { interval }) };
  if (!path.endsWith(".parquet")) return readBarsCsv(path, options);
  const { readBarsParquet } = await import("../files/parquetFiles.ts");
  return readBarsParquet(path, options);
}
