import { formatBarTime } from "../lib/market/barTime.ts";
import { BAR_COLUMNS, type Bars, type Interval } from "../lib/market/bars.ts";
import { findSource } from "../lib/market/sources/index.ts";
import type { MarketStore } from "../lib/market/store/marketStore.ts";

export type Rebuilt = { readonly symbol: string; readonly interval: Interval; readonly bars: number; /** Bars read again out of their bytes. */ readonly rebuilt: number; readonly withoutBytes: number; readonly differing: readonly string[] };

/** Reads the stored answers again and compares each bar with what is read out of the bytes that it came from, to the last bit. */
export async function rebuildBars(store: MarketStore, { interval, symbol, write }: { readonly symbol: string | undefined; readonly interval: Interval | undefined; readonly write: boolean }): Promise<readonly Rebuilt[]> {
  const series = (await store.listSeries()).filter((one) => (symbol === undefined || one.symbol === symbol) && (interval === undefined || one.interval === interval));
  if (series.length === 0 && symbol !== undefined) await store.openBars(symbol, interval === undefined ? {} : { interval });
  const reports: Rebuilt[] = [];
  for (const one of series) reports.push(await rebuildSeries(store, one.symbol, one.interval, write));
  return reports;
}

async function rebuildSeries(store: MarketStore, symbol: string, interval: Interval, write: boolean): Promise<Rebuilt> {
  const [bars, origins] = await Promise.all([store.openBars(symbol, { interval }), store.origins(symbol, { interval })]);
  const rows = new Map(origins.map(({ closeTime, sha256 }, t) => [closeTime, { t, sha256 }]));
  const seen = new Set<number>();
  const differing: string[] = [];
  for await (const answer of store.answers({ kind: "bars", symbol, interval })) {
    const page = findSource(answer.source).barsOf?.(answer);
    if (page === undefined) continue;
    let differs = false;
    for (let k = 0; k < page.bars.closeTime.length; k++) {
      const own = rows.get(page.bars.closeTime[k]!);
      if (own === undefined || own.sha256 !== answer.sha256) continue;
      seen.add(own.t);
      const text = difference(bars, own.t, page.bars, k);
      if (text === undefined) continue;
      differs = true;
      differing.push(text);
    }
    if (differs && write) await store.saveBars(page.bars, { source: answer.source });
  }
  return { symbol, interval, bars: bars.closeTime.length, rebuilt: seen.size, withoutBytes: bars.closeTime.length - seen.size, differing };
}

function difference(stored: Bars, t: number, read: Bars, k: number): string | undefined {
  const name = BAR_COLUMNS.find((column) => !Object.is(stored[column][t], read[column][k]));
  return name === undefined ? undefined : `${formatBarTime(stored.closeTime[t]!)}: ${name} is stored as ${stored[name][t]}, its bytes say ${read[name][k]}`;
}
