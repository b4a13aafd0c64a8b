import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { generateBars } from "../../lib/market/generateBars.ts";
import type { Bars } from "../../lib/market/bars.ts";
import type { StoredSeries } from "../../lib/market/store/marketStore.ts";
import { randomKey } from "../../lib/random/index.ts";
import { checkStore } from "./checkStore.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const seriesOf = (symbol: string): StoredSeries => ({ symbol, interval: "1h", rows: 300, from: 0, to: 1, sources: ["file"], updatedAt: 0, revisedBars: 0 });
const madeOf = (symbol: string): Bars => {
  const made = generateBars({ symbol, rows: 300, interval: "1h", start: Date.parse("2020-01-06"), volatility: 0.001, clustering: 0, edge: 0 }, randomKey(1));
  made.low[7] = made.high[7]! * 2;
  return made;
};

test("the bars of one series are let go before those of the next are read", async () => {
  const symbols = ["A-USD", "B-USD", "C-USD"];
  const given: WeakRef<Bars>[] = [];
  const alive: number[] = [];
  const store = {
    listSeries: async () => symbols.map(seriesOf),
    openRecords: async () => [],
    openBars: async (symbol: string) => {
      await new Promise((resolve) => setTimeout(resolve));
      collectGarbage();
      alive.push(given.filter((reference) => reference.deref() !== undefined).length);
      const bars = madeOf(symbol);
      given.push(new WeakRef(bars));
      return bars;
    },
  };
  const reports = await checkStore(store, { symbol: undefined, interval: undefined, figure: undefined });
  expect(reports.map(({ first, symbol }) => [symbol, first?.code])).toEqual(symbols.map((symbol) => [symbol, "high below low"]));
  expect(alive).toEqual([0, 0, 0]);
});
