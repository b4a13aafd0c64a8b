import { formatBarTime } from "../barTime.ts";
import { type Bars, INTERVALS } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { MarketStore } from "../store/marketStore.ts";
import { openStore } from "../store/openStore.ts";
import type { UtcMillis } from "../units.ts";
import { type BarsRequest, listed, type Source, wholePage } from "./source.ts";

/** Bars that were fetched or imported into the store: data/store, or what DATABASE_URL says. */
export const stored: Source = {
  name: "store",
  capabilities: { intervals: INTERVALS, network: false, real: true, instruments: [] },
  open: () => ({
    symbols: async () => listed((await usingStore((store) => store.listSeries())).map(({ from, interval, sources, symbol, to }) => ({
      symbol, name: `from ${sources.join(", ")}`, interval, ...(from !== undefined && { from: formatBarTime(from) }), ...(to !== undefined && { to: formatBarTime(to) }),
    }))),
    barPages: async function* (request) {
      yield wholePage(await storedBars(request));
    },
  }),
};

/** Bars of the store, as they stand or as they were known at a moment. Without an interval the only one that the symbol has, else daily. */
export async function storedBars({ interval, symbol }: BarsRequest, asOf?: UtcMillis): Promise<Bars> {
  return usingStore(async (store) => {
    const held = (await store.listSeries()).filter((series) => series.symbol === symbol).map((series) => series.interval);
    if (held.length === 0 || (interval !== undefined && !held.includes(interval))) {
      const what = held.length === 0 ? `no bars of "${symbol}"` : `no ${interval} bars of ${symbol}, but ${held.join(", ")}`;
      throw new MarketError(`store: ${store.place} has ${what}. Fetch them: \`npx marketbook fetch --source yahoo --symbols ${symbol} --interval ${interval ?? "1d"} --from 2015-01-01\`; \`npx marketbook data ls\` shows what is there.`, { reason: "symbol" });
    }
    return store.openBars(symbol, { interval: interval ?? (held.length === 1 ? held[0]! : "1d"), ...(asOf !== undefined && { asOf }) });
  });
}

async function usingStore<T>(use: (store: MarketStore) => Promise<T>): Promise<T> {
  const store = await openStore();
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
