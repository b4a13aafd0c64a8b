import { expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { mapBars } from "../bars.ts";
import { generateBars } from "../generateBars.ts";
import type { MarketStore } from "../store/marketStore.ts";
import { checkBars } from "./checkBars.ts";
import { storedActions } from "./storedActions.ts";

const bars = generateBars({ symbol: "X", rows: 200, interval: "1d", start: Date.parse("2020-01-02"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(3));
const exTime = Date.parse(`${new Date(bars.closeTime[100]!).toISOString().slice(0, 10)}T05:00Z`);
const store: Pick<MarketStore, "openRecords"> = { openRecords: async (_, query) => JSON.parse(JSON.stringify([{ kind: "split", symbol: query?.of, exTime, ratio: 4 }])) };

test("a split that a vendor forgot in prices it calls adjusted is an error of the store's report", async () => {
  const forgotten = mapBars(bars, (column, name) => (name === "closeTime" || name === "volume" ? column : column.map((value, row) => (row < 100 ? 4 * value : value))));
  const known = await storedActions(store, { symbol: "X", interval: "1d", sources: ["yahoo"] });
  expect(known.adjusted).toBe("splits");
  expect(checkBars(forgotten, known).map(({ code, severity, where }) => [code, severity, where.row])).toEqual([["split not adjusted", "error", 100]]);
  expect(checkBars(bars, known)).toEqual([]);
});

test("nothing is said where a source does not say what its prices are, where two differ, and within the day", async () => {
  for (const [sources, interval] of [[["file"], "1d"], [["yahoo", "file"], "1d"], [[], "1d"], [["yahoo"], "1h"]] as const) expect(await storedActions(store, { symbol: "X", interval, sources })).toEqual({});
});
