import { expect, test } from "vitest";
import type { Asked } from "../../lib/market/connection/vendor.fixture.ts";
import { INTERVAL_MILLIS } from "../../lib/market/barTime.ts";
import { marketAt } from "../../lib/market/sources/binanceVendor.fixture.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { startFetch, startMarket } from "./fetchProcess.fixture.ts";

const { at } = commandFolder("fetch");
const SYMBOLS = ["BTC-USDT", "ETH-USDT"];
const DAYS = 6;
const PAGES = SYMBOLS.length * Math.ceil((DAYS * 1440) / 1000);

/**
 * Two processes that fetch the same into the same store at the same time, each from a market of its own: neither has an answer before both have asked
 * for each symbol. Gives what both asked.
 */
async function twoFetches(symbols: readonly string[], to: string, environment: Readonly<Record<string, string>> = {}) {
  const begun = [1, 2].map(() => Promise.withResolvers<void>());
  const both = Promise.all(begun.map(({ promise }) => promise));
  const vendors = await Promise.all(begun.map(({ resolve }) => {
    const seen = new Set<unknown>();
    const opens = ({ query }: Asked) => {
      if (seen.add(query.symbol).size === symbols.length) resolve();
      return both;
    };
    return startMarket({ thinks: 5, opens });
  }));
  const fetches = vendors.map(({ origin }) => startFetch(["--source", "binance", "--origin", origin, "--symbols", symbols.join(","), "--interval", "1m", "--from", "2024-03-01", "--to", to, "--store", at("store")], { MARKETBOOK_LIMITS_FILE: at("limits.db"), ...environment }));
  return { fetches, asked: () => vendors.flatMap((vendor) => vendor.asked) };
}

test("two fetches of the same symbols into the same store both end well, and every bar is there once", async () => {
  const { asked, fetches } = await twoFetches(SYMBOLS, "2024-03-06");
  expect(await Promise.all(fetches.map(({ ended }) => ended)), fetches.map(({ stderr }) => stderr()).join("")).toEqual([0, 0]);
  for (const { stderr, stdout } of fetches) {
    expect(stderr()).toMatch(/^(\[\d\/2\] \S+ done.*\n){2}$/);
    expect(stdout()).not.toContain("error");
  }
  expect(asked().length).toBeGreaterThanOrEqual(PAGES);
  const store = await openStore(at("store"));
  for (const symbol of SYMBOLS) {
    const { close, closeTime } = await store.openBars(symbol, { interval: "1m" });
    expect(closeTime).toHaveLength(DAYS * 1440);
    expect(close).toEqual(closeTime.map((time) => marketAt(time - INTERVAL_MILLIS["1m"]).close));
  }
  expect((await store.listSeries()).map(({ revisedBars, rows }) => [rows, revisedBars])).toEqual(SYMBOLS.map(() => [DAYS * 1440, 0]));
  expect(await store.verify()).toEqual([]);
  await store.close();
});

test("two fetches of one long series share its pages", async () => {
  const days = 60;
  const { asked, fetches } = await twoFetches(["BTC-USDT"], "2024-04-29");
  expect(await Promise.all(fetches.map(({ ended }) => ended)), fetches.map(({ stderr }) => stderr()).join("")).toEqual([0, 0]);
  for (const { stdout } of fetches) expect(stdout()).toContain("The symbol is complete:");
  expect(asked().length).toBeLessThan(1.3 * ((days * 1440) / 1000));
  const store = await openStore(at("store"));
  const { close, closeTime } = await store.openBars("BTC-USDT", { interval: "1m" });
  expect(closeTime).toHaveLength(days * 1440);
  expect(close).toEqual(closeTime.map((time) => marketAt(time - INTERVAL_MILLIS["1m"]).close));
  expect(await store.covered("binance", "BTC-USDT", "1m")).toHaveLength(1);
  expect(await store.verify()).toEqual([]);
  await store.close();
});

test("two fetches have one budget between them, and what it allowed is saved", async () => {
  // A request of bars costs two units. A month, because a day is more likely to end in the middle of the test.
  const { asked, fetches } = await twoFetches(SYMBOLS, "2024-03-06", { MARKETBOOK_LIMIT_BINANCE: "20/month" });
  const codes = await Promise.all(fetches.map(({ ended }) => ended));
  expect(codes).toEqual([1, 1]);
  expect(asked()).toHaveLength(10);
  for (const { stdout } of fetches) expect(stdout()).toContain("the 20 requests of this month are used up on this machine");
  const pages = new Set(asked().map(({ query }) => `${query.symbol} ${query.startTime}`)).size;
  const store = await openStore(at("store"));
  const rows = (await store.listSeries()).reduce((sum, series) => sum + series.rows, 0);
  // The first minute closes with the first page's start, and the last page is not whole.
  expect(Math.ceil(rows / 1000)).toBe(pages);
  expect(await store.verify()).toEqual([]);
  await store.close();
});
