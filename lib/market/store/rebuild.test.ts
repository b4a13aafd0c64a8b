import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BAR_COLUMNS, type Bars } from "../bars.ts";
import type { MarketStore } from "./marketStore.ts";
import { openStore } from "./openStore.ts";
import { answerOf, pageOf } from "./storeBars.fixture.ts";

let root = "";
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "store-"));
});
afterAll(() => rm(root, { recursive: true }));

/** Hours so far apart that several segments hold them. */
const timeOf = (row: number): number => row * 341 * 3_600_000;

function barsOf(prices: ReadonlyMap<number, number>): Bars {
  const rows = [...prices].sort(([a], [b]) => a - b);
  const price = Float64Array.from(rows, ([, value]) => value);
  return { symbol: "BTC-USD", interval: "1h", provenance: "drawn", closeTime: Float64Array.from(rows, ([row]) => timeOf(row)), open: price, high: price, low: price, close: price, volume: price };
}

const prices = (least: number) => fc.dictionary(fc.integer({ min: -9, max: 15 }).map(String), fc.constantFrom(1, 2, 3, Number.NaN), { minKeys: least, maxKeys: 20 }).map((drawn) => new Map(Object.entries(drawn).map(([row, value]) => [Number(row), value])));
const page = fc.record({ saved: prices(1), receivedAt: fc.integer({ min: 1, max: 4 }), hasBytes: fc.boolean(), rest: fc.array(fc.constantFrom("same", "same", "same", "other", "gone"), { minLength: 20, maxLength: 20 }) });

/** What a better reader has of the same bytes: some bars otherwise, some not at all. */
function readAgain({ rest, saved }: { readonly saved: ReadonlyMap<number, number>; readonly rest: readonly string[] }): Bars {
  return barsOf(new Map([...saved].filter((_, k) => rest[k] !== "gone").map(([row, value], k) => [row, rest[k] === "other" ? 9 : value])));
}

const demandFounded = async (store: MarketStore, readings: ReadonlyMap<string, Bars>): Promise<void> => {
  const bars = await store.openBars("BTC-USD", { interval: "1h" });
  for (const [row, { closeTime, sha256 }] of (await store.origins("BTC-USD", { interval: "1h" })).entries()) {
    const reading = sha256 === undefined ? undefined : readings.get(sha256);
    if (reading === undefined) continue;
    const given = reading.closeTime.indexOf(closeTime);
    expect(BAR_COLUMNS.map((name) => reading[name][given])).toEqual(BAR_COLUMNS.map((name) => bars[name][row]));
  }
};

test("whatever a better reader has of the bytes: looking changes nothing, writing does what was told, every bar is then in its bytes, and nothing is found again", async () => {
  await fc.assert(fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 6 }), async (pages) => {
    const store = await openStore(join(root, String(count++)), { now: () => 1e13 });
    const readings = new Map<string, Bars>();
    for (const [k, { hasBytes, receivedAt, ...drawn }] of pages.entries()) {
      const answer = answerOf(`answer ${k}`, { receivedAt: 1.7e12 + receivedAt });
      if (hasBytes) await store.savePage("binance", pageOf(barsOf(drawn.saved), answer));
      else await store.saveBars(barsOf(drawn.saved), { receivedAt: answer.receivedAt });
      readings.set(answer.sha256, readAgain(drawn));
    }
    const rebuild = (write: boolean) => store.rebuild("BTC-USD", "1h", { read: ({ sha256 }) => readings.get(sha256), write });
    const told = await rebuild(false);
    expect(await rebuild(false)).toEqual(told);
    const written = await rebuild(true);
    expect(written.findings).toEqual(told.findings);
    await demandFounded(store, readings);
    expect(await rebuild(true)).toEqual({ ...written, otherwise: 0, unfounded: 0, findings: [] });
    expect(await store.listSeries()).toMatchObject([{ rows: written.bars }]);
    expect(await store.verify()).toEqual([]);
    await store.close();
  }), { numRuns: 50, seed: 13 });
});
