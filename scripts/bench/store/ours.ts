/** Our store in a process of its own. */
import { BAR_COLUMNS, openStore } from "../../../lib/market/index.ts";
import { serveStore } from "./side.ts";

const interval = "1m";

serveStore("ours", `Node ${process.versions.node}`, async (folder) => {
  const store = await openStore(folder);
  const columns = async (symbol: string, options = {}): Promise<readonly Float64Array[]> => {
    const bars = await store.openBars(symbol, { interval, ...options });
    return BAR_COLUMNS.map((name) => bars[name]);
  };
  return {
    insert: (bars) => store.saveBars(bars),
    // A moment is where a bar begins: the close at it belongs to the bar before.
    range: (symbol, first, last) => columns(symbol, { from: new Date(first - 1).toISOString(), to: new Date(last).toISOString() }),
    closes: async (symbol) => (await store.openColumn(symbol, "close", { interval })).values,
    everything: (symbol) => columns(symbol),
    close: () => store.close(),
  };
});
