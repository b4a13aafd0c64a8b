import { MarketError } from "../error.ts";
import { readBarsCsv } from "../csvFiles.ts";
import { INTERVALS } from "../bars.ts";
import type { Source } from "./source.ts";

/** Bars of a CSV file of the reader's own. */
export const file: Source = {
  name: "file",
  capabilities: { intervals: INTERVALS, network: false, real: true },
  symbols: async () => [],
  bars: async ({ interval, path, symbol }) => {
    if (path === undefined) throw new MarketError(`file: no path was given for "${symbol}". Name the CSV file in path.`);
    return readBarsCsv(path, { symbol, ...(interval === undefined ? {} : { interval }) });
  },
};
