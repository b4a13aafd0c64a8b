import { BAR_COLUMNS, type Bars } from "../bars.ts";
import { parseBarTime } from "../barTime.ts";
import type { BarPage } from "../sources/source.ts";
import type { BarOrigin, SaveReport } from "../store/marketStore.ts";
import type { BackfillStore } from "./backfill.ts";
import { merged, type Stretch } from "./stretches.ts";

type Row = { readonly values: readonly number[]; readonly origin: BarOrigin };

/** A store in memory that keeps what a back-fill needs of it, for tests of the planning alone. */
export type MemoryStore = BackfillStore & { readonly times: (symbol: string) => readonly number[]; readonly sourcesOf: (symbol: string) => readonly string[]; readonly pages: readonly { readonly source: string; readonly page: BarPage }[] };

export function memoryStore(now: () => number): MemoryStore {
  const rows = new Map<string, Map<number, Row>>();
  const covered = new Map<string, readonly Stretch[]>();
  const pages: { source: string; page: BarPage }[] = [];
  const ofSymbol = (symbol: string): Map<number, Row> => rows.get(symbol) ?? rows.set(symbol, new Map()).get(symbol)!;
  const sorted = (symbol: string): readonly Row[] => [...ofSymbol(symbol)].sort(([a], [b]) => a - b).map(([, row]) => row);
  return {
    pages,
    times: (symbol) => [...ofSymbol(symbol).keys()].sort((a, b) => a - b),
    sourcesOf: (symbol) => sorted(symbol).map(({ origin }) => origin.source),
    covered: async (source, symbol, interval) => covered.get(`${source} ${symbol} ${interval}`) ?? [],
    origins: async (symbol, { from = "0001-01-01", to = "9999-12-31" } = {}) => sorted(symbol).map(({ origin }) => origin).filter(({ closeTime }) => closeTime >= parseBarTime(from)! && closeTime <= parseBarTime(to)!),
    savePage: async (source, page) => {
      pages.push({ source, page });
      const key = `${source} ${page.bars.symbol} ${page.bars.interval}`;
      covered.set(key, merged([...(covered.get(key) ?? []), page.covers]));
      return save(ofSymbol(page.bars.symbol), source, page.bars, page.answers[0]?.receivedAt ?? now());
    },
  };
}

function save(known: Map<number, Row>, source: string, bars: Bars, receivedAt: number): SaveReport {
  let [added, changed] = [0, 0];
  for (let t = 0; t < bars.closeTime.length; t++) {
    const closeTime = bars.closeTime[t]!;
    const values = BAR_COLUMNS.map((name) => bars[name][t]!);
    const before = known.get(closeTime);
    if (before !== undefined && before.values.every((value, k) => Object.is(value, values[k]))) continue;
    if (before === undefined) added++;
    else changed++;
    known.set(closeTime, { values, origin: { closeTime, source, provenance: bars.provenance, receivedAt, sha256: undefined } });
  }
  return { rows: known.size, added, changed };
}
