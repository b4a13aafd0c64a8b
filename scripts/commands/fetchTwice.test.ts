import { expect, test } from "vitest";
import type { Vendor } from "../../lib/market/connection/vendor.fixture.ts";
import { INTERVAL_MILLIS } from "../../lib/market/barTime.ts";
import { marketAt } from "../../lib/market/sources/binanceVendor.fixture.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { startFetch, startMarket } from "./fetchProcess.fixture.ts";

const { at } = commandFolder("fetch");
const SYMBOLS = ["BTC-USDT", "ETH-USDT"];
const DAYS = 6;
const PAGES = SYMBOLS.length * Math.ceil((DAYS * 1440) / 1000);

/** Two processes that fetch the same into the same store at the same time. */
function twoFetches(vendor: Vendor, environment: Readonly<Record<string, string>> = {}) {
  const argv = ["--source", "binance", "--origin", vendor.origin, "--symbols", SYMBOLS.join(","), "--interval", "1m", "--from", "2024-03-01", "--to", "2024-03-06", "--store", at("store")];
  return [1, 2].map(() => startFetch(argv, { MARKETBOOK_LIMITS_FILE: at("limits.db"), ...environment }));
}

test("two fetches of the same symbols into the same store both end well, and every bar is there once", async () => {
  const vendor = await startMarket({ thinks: 5 });
  const fetches = twoFetches(vendor);
  expect(await Promise.all(fetches.map(({ ended }) => ended)), fetches.map(({ stderr }) => stderr()).join("")).toEqual([0, 0]);
  for (const { stderr, stdout } of fetches) {
    expect(stderr()).toMatch(/^(\[\d\/2\] \S+ done.*\n){2}$/);
    expect(stdout()).not.toContain("error");
  }
  expect(vendor.asked.length).toBeGreaterThanOrEqual(PAGES);
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
  const vendor = await startMarket({ thinks: 5 });
  const days = 60;
  const argv = ["--source", "binance", "--origin", vendor.origin, "--symbols", "BTC-USDT", "--interval", "1m", "--from", "2024-03-01", "--to", "2024-04-29", "--store", at("store")];
  const fetches = [1, 2].map(() => startFetch(argv, { MARKETBOOK_LIMITS_FILE: at("limits.db") }));
  expect(await Promise.all(fetches.map(({ ended }) => ended)), fetches.map(({ stderr }) => stderr()).join("")).toEqual([0, 0]);
  for (const { stdout } of fetches) expect(stdout()).toContain("The symbol is complete:");
  expect(vendor.asked.length).toBeLessThan(1.3 * ((days * 1440) / 1000));
  const store = await openStore(at("store"));
  const { close, closeTime } = await store.openBars("BTC-USDT", { interval: "1m" });
  expect(closeTime).toHaveLength(days * 1440);
  expect(close).toEqual(closeTime.map((time) => marketAt(time - INTERVAL_MILLIS["1m"]).close));
  expect(await store.covered("binance", "BTC-USDT", "1m")).toHaveLength(1);
  expect(await store.verify()).toEqual([]);
  await store.close();
});

test("two fetches have one budget between them, and what it allowed is saved", async () => {
  const vendor = await startMarket({ thinks: 5 });
  // A request of bars costs two units.
  const fetches = twoFetches(vendor, { MARKETBOOK_LIMIT_BINANCE: "20/day" });
  const codes = await Promise.all(fetches.map(({ ended }) => ended));
  expect(codes).toEqual([1, 1]);
  expect(vendor.asked).toHaveLength(10);
  for (const { stdout } of fetches) expect(stdout()).toContain("the 20 requests of this day are used up on this machine");
  const pages = new Set(vendor.asked.map(({ query }) => `${query.symbol} ${query.startTime}`)).size;
  const store = await openStore(at("store"));
  const rows = (await store.listSeries()).reduce((sum, series) => sum + series.rows, 0);
  // The first minute closes with the first page's start, and the last page is not whole.
  expect(Math.ceil(rows / 1000)).toBe(pages);
  expect(await store.verify()).toEqual([]);
  await store.close();
});
