import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { limitsLeft } from "../../lib/market/connection/limitsLeft.ts";
import type { Vendor } from "../../lib/market/connection/vendor.fixture.ts";
import { binance } from "../../lib/market/sources/binance.ts";
import { openStore } from "../../lib/market/store/openStore.ts";
import { commandFolder } from "./commandFolder.fixture.ts";
import { askedTimes, type FetchProcess, startFetch, startMarket } from "./fetchProcess.fixture.ts";

const { at } = commandFolder("fetch");
const SYMBOLS = ["BTC-USDT", "ETH-USDT", "SOL-USDT"];
const DAYS = 6;
const PAGES = Math.ceil((DAYS * 1440) / 1000);
const CONCURRENCY = 2;

const fetchFrom = (vendor: Vendor, environment: Readonly<Record<string, string>> = {}): FetchProcess =>
  startFetch(["--source", "binance", "--origin", vendor.origin, "--symbols", SYMBOLS.join(","), "--interval", "1m", "--from", "2024-03-01", "--to", "2024-03-06", "--concurrency", String(CONCURRENCY), "--store", at("store")], { MARKETBOOK_LIMITS_FILE: at("limits.db"), ...environment });

async function savedRows(): Promise<number> {
  const store = await openStore(at("store"));
  const rows = (await store.listSeries()).reduce((sum, series) => sum + series.rows, 0);
  expect(await store.verify()).toEqual([]);
  await store.close();
  return rows;
}

/** Waits until the process has said something; one that ends without it fails the test. */
async function said(fetching: FetchProcess, words: RegExp): Promise<void> {
  await expect.poll(() => (words.test(fetching.stderr()) || fetching.child.exitCode !== null ? fetching.stderr() : "")).toMatch(words);
}

test.each([["SIGINT", 130, "stopped by you"], ["SIGTERM", 143, "stopped by another program"]] as const)("%s ends with code %i and one line that says what is saved; running it again brings the rest alone", async (signal, code, words) => {
  const vendor = await startMarket({ thinks: 20 });
  const fetching = fetchFrom(vendor);
  await askedTimes(vendor, PAGES + 6, fetching);
  fetching.child.kill(signal);
  expect(await fetching.ended).toBe(code);
  expect(fetching.stdout()).toBe("");
  const last = fetching.stderr().trimEnd().split("\n").at(-1)!;
  const told = new RegExp(`^marketbook fetch: ${words}, (\\d) of 3 symbols done and ([\\d,]+) bars saved; the same command goes on with the rest$`).exec(last);
  expect(told, last).not.toBeNull();
  const rows = await savedRows();
  expect(Number(told![2]!.replaceAll(",", ""))).toBe(rows);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(SYMBOLS.length * DAYS * 1440);

  const again = fetchFrom(vendor);
  expect(await again.ended, again.stderr()).toBe(0);
  expect(await savedRows()).toBe(SYMBOLS.length * DAYS * 1440);
  expect(vendor.asked.length).toBeLessThanOrEqual(SYMBOLS.length * PAGES + CONCURRENCY);
});

test("a wait for the limit is told and ends at Ctrl-C, and the turn is given back", async () => {
  const vendor = await startMarket({ thinks: 0 });
  // A request of bars costs two units. A month, because a day is more likely to end in the middle of the test.
  const plan = { MARKETBOOK_LIMIT_BINANCE: "4/minute 100/month" };
  const fetching = fetchFrom(vendor, plan);
  await said(fetching, /waiting (0:[0-5]\d|1:0\d) for binance, its limit of 4 a minute, 100 a month\n/);
  await expect.poll(savedRows).toBe(2000);
  fetching.child.kill("SIGINT");
  expect(await fetching.ended).toBe(130);
  expect(vendor.asked).toHaveLength(2);
  const { limits } = limitsLeft(binance, { now: Date.now(), limitsFile: at("limits.db"), variables: plan });
  expect(limits.map(({ used }) => used)).toEqual([4, 4]);
});

test("a wait before another attempt ends at Ctrl-C", async () => {
  const vendor = await startMarket({ thinks: 0, instead: () => ({ status: 503, headers: { "retry-after": "100" } }) });
  const fetching = fetchFrom(vendor);
  await said(fetching, /waiting 1:[0-4]\d for binance/);
  fetching.child.kill("SIGINT");
  expect(await fetching.ended).toBe(130);
  expect(fetching.stderr()).toContain("0 of 3 symbols done and 0 bars saved");
});

test("an answer that does not come is not waited for after Ctrl-C", async () => {
  const vendor = await startMarket({ thinks: 0, instead: () => ({ silent: true }) });
  const fetching = fetchFrom(vendor);
  await askedTimes(vendor, 2, fetching);
  fetching.child.kill("SIGINT");
  // By itself a request is given up after 30 s.
  expect(await Promise.race([fetching.ended, setTimeout(25_000, "still waiting", { ref: false })])).toBe(130);
});
