import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bars } from "../bars.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { openStore } from "./openStore.ts";

let root = "";
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "store-"));
});
afterAll(() => rm(root, { recursive: true }));

const DAY = INTERVAL_MILLIS["1d"];
const START = Date.parse("2015-01-01") + DAY - 1;
/** Rows far enough apart to lie in several segments. */
const SPREAD = 700;

const closeTimeOf = (row: number): number => START + row * SPREAD * DAY;

function barsOf(values: ReadonlyMap<number, number>): Bars {
  const rows = [...values].sort(([a], [b]) => a - b);
  const column = (of: (entry: [number, number]) => number): Float64Array => Float64Array.from(rows, of);
  const price = column(([, value]) => value);
  return { symbol: "X", interval: "1d", provenance: "drawn", closeTime: column(([row]) => closeTimeOf(row)), open: price, high: price, low: price, close: price, volume: price };
}

const value = fc.oneof(fc.constantFrom(1, 2, Number.NaN), fc.double({ min: 0, max: 1e6, noNaN: true }));
const batch = fc.dictionary(fc.integer({ min: 0, max: 12 }).map(String), value, { minKeys: 1, maxKeys: 8 })
  .map((drawn) => new Map(Object.entries(drawn).map(([row, price]) => [Number(row), price])));
const same = (a: number | undefined, b: number | undefined): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

test("whatever is saved in whatever batches, the store holds the last of each bar, counts right, and gives back every former state", async () => {
  await fc.assert(fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
    const store = await openStore(join(root, String(count++)), { now: () => 1e13 });
    const states: Map<number, number>[] = [];
    const received = (k: number): number => closeTimeOf(13) + k;
    for (const [k, drawn] of batches.entries()) {
      const before = states.at(-1) ?? new Map<number, number>();
      const after = new Map([...before, ...drawn]);
      const added = [...drawn.keys()].filter((row) => !before.has(row)).length;
      const changed = [...drawn].filter(([row, price]) => before.has(row) && !same(before.get(row), price)).length;
      expect(await store.saveBars(barsOf(drawn), { receivedAt: received(k) })).toEqual({ rows: after.size, added, changed });
      states.push(after);
    }
    const last = states.at(-1)!;
    expect(await store.openBars("X")).toEqual(barsOf(last));
    for (const [k, state] of states.entries()) {
      const known = new Map([...last.keys()].map((row) => [row, state.get(row) ?? states.find((other) => other.has(row))!.get(row)!]));
      expect(await store.openBars("X", { asOf: received(k) })).toEqual(barsOf(known));
    }
    expect(await store.verify()).toEqual([]);
    await store.close();
  }), { numRuns: 60, seed: 11 });
});

test("the order in which two receipts of a bar are saved does not matter", async () => {
  await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.double({ min: 1, max: 9, noNaN: true })), { minLength: 2, maxLength: 5, selector: ([at]) => at }), async (receipts) => {
    const values = new Set(receipts.map(([, price]) => price));
    fc.pre(values.size === receipts.length);
    const closesOf = async (order: typeof receipts): Promise<number[]> => {
      const store = await openStore(join(root, String(count++)));
      for (const [at, price] of order) await store.saveBars(barsOf(new Map([[0, price]])), { receivedAt: START + at });
      const known: number[] = [];
      for (let at = 1; at <= 9; at++) known.push((await store.openBars("X", { asOf: START + at })).close[0]!);
      await store.close();
      return known;
    };
    expect(await closesOf(receipts)).toEqual(await closesOf([...receipts].sort(([a], [b]) => a - b)));
  }), { numRuns: 25, seed: 12 });
});
