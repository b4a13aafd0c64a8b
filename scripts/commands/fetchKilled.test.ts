import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../../lib/market/barTime.ts";
import { limitsLeft } from "../../lib/market/connection/limitsLeft.ts";
import type { Vendor } from "../../lib/market/connection/vendor.fixture.ts";
import { binance } from "../../lib/market/sources/binance.ts";
import { marketAt } from "../../lib/market/sources/binanceVendor.fixture.ts";
import type { MarketStore } from "../../lib/market/store/marketStore.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { randomKey, randomStream } from "../../lib/random/index.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { askedTimes, startFetch, startMarket } from "./fetchProcess.fixture.ts";

const { at } = commandFolder("fetch");
const SYMBOLS = ["BTC-USDT", "ETH-USDT", "SOL-USDT"];
/** More than the kills leave time for, however fast the machine: each comes after a few requests. */
const DAYS = 30;
/** Minutes of those days, a thousand a request. */
const PAGES = Math.ceil((DAYS * 1440) / 1000);
const KILLS = 14;
const argv = (vendor: Vendor, store: string): readonly string[] => ["--source", "binance", "--origin", vendor.origin, "--symbols", SYMBOLS.join(","), "--interval", "1m", "--from", "2024-03-01", "--to", "2024-03-30", "--concurrency", "2", "--store", at(store)];
/** By the hour, which slides: a day of the calendar may end in the middle of the test. */
const PLAN = { MARKETBOOK_LIMIT_BINANCE: "6000/minute 100000/hour" };
const environment = () => ({ MARKETBOOK_LIMITS_FILE: at("limits.db"), ...PLAN });

/** Starts of the pages asked for each symbol, oldest request first. */
const startsOf = (vendor: Vendor, symbol: string): readonly number[] => vendor.asked.filter(({ query }) => query.symbol === symbol.replace("-", "")).map(({ query }) => Number(query.startTime));
const barsOf = (store: MarketStore) => Promise.all(SYMBOLS.map((symbol) => store.openBars(symbol, { interval: "1m" })));

test("a fetch killed 14 times in the middle ends with every bar once, as one that was never killed, asks for no saved page again and forgets no use of the limits", async () => {
  const { uniform } = randomStream(randomKey(11));
  const vendor = await startMarket();
  let kills = 0;
  while (kills < KILLS) {
    const fetching = startFetch(argv(vendor, "killed"), environment());
    await askedTimes(vendor, vendor.asked.length + 1 + Math.floor(uniform() * 6), fetching);
    await setTimeout(uniform() * 40);
    fetching.child.kill("SIGKILL");
    expect(await fetching.ended).toBe("SIGKILL");
    kills++;
    const store = await openStore(at("killed"));
    expect(await store.verify()).toEqual([]);
    await store.close();
  }
  const askedUntilKilled = vendor.asked.length;
  const last = startFetch(argv(vendor, "killed"), environment());
  expect(await last.ended, last.stderr()).toBe(0);
  expect(last.stdout()).toMatch(/BTC-USDT.*\n.*ETH-USDT.*\n.*SOL-USDT/);

  expect(vendor.asked.length).toBeGreaterThan(askedUntilKilled);

  // Who asks for a page has saved the one before.
  for (const symbol of SYMBOLS) {
    const starts = startsOf(vendor, symbol);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(new Set(starts).size).toBe(PAGES);
  }
  expect(vendor.asked.length).toBeLessThanOrEqual(SYMBOLS.length * PAGES + 2 * KILLS);

  // A request of bars costs two units, taken before it is made.
  const used = limitsLeft(binance, { now: Date.now(), limitsFile: at("limits.db"), variables: PLAN }).limits[1]!.used;
  expect(used).toBeGreaterThanOrEqual(2 * vendor.asked.length);
  expect(used).toBeLessThanOrEqual(2 * (vendor.asked.length + 2 * KILLS));

  const quiet = await startMarket({ thinks: 0 });
  const unkilled = startFetch(argv(quiet, "unkilled"), environment());
  expect(await unkilled.ended, unkilled.stderr()).toBe(0);
  expect(quiet.asked).toHaveLength(SYMBOLS.length * PAGES);
  const [killed, whole] = [await openStore(at("killed")), await openStore(at("unkilled"))];
  const bars = await barsOf(killed);
  expect(bars).toEqual(await barsOf(whole));
  for (const { close, closeTime } of bars) {
    expect(closeTime).toHaveLength(DAYS * 1440);
    expect(close).toEqual(closeTime.map((time) => marketAt(time - INTERVAL_MILLIS["1m"]).close));
  }
  expect((await killed.listSeries()).map(({ revisedBars, rows }) => [rows, revisedBars])).toEqual(SYMBOLS.map(() => [DAYS * 1440, 0]));
  expect(await killed.verify()).toEqual([]);
  await Promise.all([killed.close(), whole.close()]);

  const again = startFetch(argv(vendor, "killed"), environment());
  const before = vendor.asked.length;
  expect(await again.ended).toBe(0);
  expect(vendor.asked).toHaveLength(before);
  expect(again.stdout().match(/known already/g)).toHaveLength(SYMBOLS.length);
}, 300_000);
