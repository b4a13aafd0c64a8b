import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Interval } from "../../lib/market/bars.ts";
import type { MarketStore, StoredSeries } from "../../lib/market/store/marketStore.ts";
import { DEFAULT_FOLDER, openStore } from "../../lib/market/store/openStore.ts";
import { STORE } from "../../lib/market/store/kept.ts";

/** The series of the interval asked for, else the only one of the symbol, else the daily one. None is an error that says what there is. */
export async function seriesOf(store: MarketStore, symbol: string, interval: Interval | undefined): Promise<StoredSeries> {
  const held = (await store.listSeries()).filter((series) => series.symbol === symbol);
  const found = held.find((series) => series.interval === (interval ?? (held.length === 1 ? held[0]!.interval : "1d")));
  if (found) return found;
  if (held.length > 1 && interval === undefined) throw new Error(`${symbol} has bars of ${held.map((series) => series.interval).join(", ")}; name one of them with --interval`);
  await store.openBars(symbol, { interval: interval ?? "1d" });
  throw new Error(`${symbol} is written to just now; run again`);
}

/** Opens a store for as long as it is used; a folder is made where none is. */
export async function using(place: string | undefined, use: (store: MarketStore) => Promise<void>): Promise<void> {
  const store = await openStore(place);
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

/** As `using`, for commands that only look: where no store is, none is made, and something wanted of it is an error. */
export async function reading(place: string | undefined, wanted: string | undefined, json: true | undefined, use: (store: MarketStore) => Promise<void>): Promise<void> {
  const folder = place ?? process.env.DATABASE_URL ?? DEFAULT_FOLDER;
  if (/^postgres(ql)?:/.test(folder) || existsSync(path.join(folder, STORE.file))) return using(place, use);
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Error(`--store ${folder} is a file; name the folder of a store`);
  if (wanted !== undefined) throw new Error(nothingIn(folder));
  console.log(json ? "[]" : nothingIn(folder));
}

/** What to do where there is nothing yet. */
const nothingIn = (place: string): string => `${place} holds nothing yet. Fetch: npx marketbook fetch --source yahoo --symbols SPY --from 2015-01-01; or import: npx marketbook data import SPY.csv`;

/** Nothing was found: the store is empty, or has no bars of that length. */
export async function nothingFound(store: MarketStore, interval: Interval | undefined): Promise<string> {
  return interval === undefined || (await store.listSeries()).length === 0 ? nothingIn(store.place) : `${store.place} has no ${interval} bars; \`npx marketbook data ls\` shows what is there`;
}
