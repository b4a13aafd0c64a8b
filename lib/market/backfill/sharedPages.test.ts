import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MarketError } from "../error.ts";
import { backfill, type BackfillRequest } from "./backfill.ts";
import { memoryStore } from "./memoryStore.fixture.ts";
import type { OpenedSource } from "./openedSource.ts";
import { scriptedSource } from "./scriptedSource.fixture.ts";

const now = (): number => Date.parse("2024-03-15T12:00:00Z");
const PAGES = 100;
const HOURS = 2000;

/** A source of hours whose pages take so many turns of the process each, and that may fail at one. */
function slow(turns: readonly number[], failsAt = Infinity): OpenedSource {
  const { capabilities, open } = scriptedSource("vendor", { now, pageRows: HOURS / PAGES });
  let asked = 0;
  const barPages: NonNullable<OpenedSource["open"]["barPages"]> = async function* (request) {
    for await (const page of open.barPages!(request)) {
      if (asked === failsAt) throw new MarketError("vendor: no requests left", { reason: "budget" });
      const wait = turns[asked++ % turns.length]!;
      for (let turn = 0; turn < wait; turn++) await setImmediate();
      yield page;
    }
  };
  return { name: "vendor", capabilities, open: { ...open, barPages } };
}

const request = (overrides: Partial<BackfillRequest>): BackfillRequest => ({ store: memoryStore(now), sources: [], symbol: "BTC-USD", interval: "1h", from: new Date(now() - HOURS * 3_600_000).toISOString(), now, ...overrides });

test("however two that fetch the same are out of step, all is there in the end, and few pages are asked twice", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 9 }), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 9 }), async (ones, others) => {
    const store = memoryStore(now);
    const reports = await Promise.all([slow(ones), slow(others)].map((source) => backfill(request({ store, sources: [source] }))));
    expect(store.times("BTC-USD")).toHaveLength(HOURS);
    expect(reports.map(({ left }) => left)).toEqual([[], []]);
    expect(store.pages.length).toBeLessThan(1.25 * PAGES);
  }), { numRuns: 30, seed: 21 });
});

test("what one leaves when it fails, the other asks", async () => {
  for (const failsAt of [0, 1, 7, 30]) {
    const store = memoryStore(now);
    const sources = [slow([2], failsAt), slow([3])];
    const [, whole] = await Promise.all(sources.map((source) => backfill(request({ store, sources: [source] }))));
    expect(store.times("BTC-USD")).toHaveLength(HOURS);
    expect(whole).toMatchObject({ left: [], refused: [] });
  }
});

test("one alone asks every page once, and what is asked again on purpose is asked", async () => {
  const store = memoryStore(now);
  await backfill(request({ store, sources: [slow([1])] }));
  expect(store.pages).toHaveLength(PAGES);
  const later = (): number => now() + 2 * 3_600_000;
  await backfill(request({ store, sources: [scriptedSource("vendor", { now: later, pageRows: 1 })], now: later }));
  expect(store.pages.length).toBeGreaterThan(PAGES + 20);
});
