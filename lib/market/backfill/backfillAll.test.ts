import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { MarketError } from "../error.ts";
import { backfillAll, isComplete } from "./backfillAll.ts";
import { fetchRecords } from "./fetchRecords.ts";
import { memoryStore } from "./memoryStore.fixture.ts";
import type { OpenedSource } from "./openedSource.ts";
import { scriptedSource } from "./scriptedSource.fixture.ts";

const now = (): number => Date.parse("2024-03-15T12:00:00Z");
const symbols = ["AAA", "BBB", "CCC", "DDD", "EEE"];
const base = { interval: "1d", from: "2024-03-01", now } as const;

/** A vendor that refuses some symbols, and says how many it was asked for at once at most. */
function vendor(refuses: Readonly<Record<string, MarketError>> = {}) {
  const busy = { now: 0, most: 0 };
  const { capabilities, open } = scriptedSource("vendor", { now, pageRows: 5 });
  const source: OpenedSource = {
    name: "vendor", capabilities,
    open: {
      ...open,
      async *barPages(request) {
        busy.most = Math.max(busy.most, ++busy.now);
        try {
          await new Promise((resolve) => setImmediate(resolve));
          const refusal = refuses[request.symbol];
          if (refusal) throw refusal;
          yield* open.barPages!(request);
        } finally {
          busy.now--;
        }
      },
    },
  };
  return { source, busy };
}

test("all symbols are filled, so many at once and no more", async () => {
  const store = memoryStore(now);
  const { busy, source } = vendor();
  const done: string[] = [];
  const outcomes = await backfillAll({ ...base, store, sources: [source], symbols, concurrency: 2, onDone: ({ symbol }) => done.push(symbol) });
  expect(outcomes.map(({ symbol }) => symbol)).toEqual(symbols);
  expect(outcomes.every(isComplete)).toBe(true);
  expect(done.toSorted()).toEqual(symbols);
  expect(busy.most).toBe(2);
  for (const symbol of symbols) expect(store.times(symbol)).toHaveLength(14);
});

test("two that fetch the same symbols at once ask for few of them twice", async () => {
  const store = memoryStore(now);
  const many = Array.from({ length: 200 }, (_, k) => `S${k}`);
  const all = await Promise.all([1, 2].map((seed) => backfillAll({ ...base, store, sources: [vendor().source], symbols: many, random: randomStream(randomKey(seed)).uniform })));
  for (const outcomes of all) {
    expect(outcomes.map(({ symbol }) => symbol)).toEqual(many);
    expect(outcomes.every(isComplete)).toBe(true);
  }
  for (const symbol of many) expect(store.times(symbol)).toHaveLength(14);
  const pages = 3;
  expect(store.pages.length).toBeLessThan(1.25 * pages * many.length);
});

test("a symbol that fails is told and stops no other", async () => {
  const store = memoryStore(now);
  const { source } = vendor({ BBB: new MarketError("vendor: no BBB here", { reason: "symbol" }), DDD: new MarketError("vendor: asked wrongly") });
  const outcomes = await backfillAll({ ...base, store, sources: [source], symbols });
  expect(outcomes.map(isComplete)).toEqual([true, false, true, false, true]);
  expect(outcomes[1]).toMatchObject({ report: { refused: [{ source: "vendor", reason: "symbol", message: "vendor: no BBB here" }], findings: [{ code: "not answered for", got: "none for 2024-03-01 → 2024-03-15" }] } });
  expect(outcomes[3]).toMatchObject({ symbol: "DDD", error: { message: "vendor: asked wrongly" } });
});

test("a store that cannot be written ends all", async () => {
  const store = { ...memoryStore(now), savePage: () => Promise.reject(new MarketError("the disk is full", { reason: "store" })) };
  await expect(backfillAll({ ...base, store, sources: [vendor().source], symbols })).rejects.toThrow("the disk is full");
});

test("a stop ends all, and the next call goes on with what is left", async () => {
  const store = memoryStore(now);
  const controller = new AbortController();
  const { source } = vendor();
  const stopped = backfillAll({ ...base, store, sources: [source], symbols, concurrency: 1, signal: controller.signal, onDone: ({ symbol }) => { if (symbol === "BBB") controller.abort(new Error("stopped")); } });
  await expect(stopped).rejects.toThrow("stopped");
  const outcomes = await backfillAll({ ...base, store, sources: [source], symbols });
  expect(outcomes.map((outcome) => "report" in outcome && outcome.report.asked.length)).toEqual([0, 0, 1, 1, 1]);
});

test("a wrong first day is refused before anything is asked", async () => {
  const { busy, source } = vendor();
  await expect(backfillAll({ ...base, from: "1.3.2024", store: memoryStore(now), sources: [source], symbols })).rejects.toThrow('from is "1.3.2024"');
  expect(busy.most).toBe(0);
});

const item = { id: "1", time: now(), title: "Rates rise", symbols: ["SPY"] };
const newsSource = (name: string, refusal?: MarketError): OpenedSource => ({
  ...scriptedSource(name, { now }),
  open: {
    symbols: async () => ({ items: [], answers: [], findings: [] }),
    async *news() {
      if (refusal) throw refusal;
      yield { items: [item, { ...item, id: "2" }], answers: [], findings: [] };
    },
  },
});

test("records come from the first source that gives them, and the others' words are kept", async () => {
  const saved: string[] = [];
  const store = { saveRecords: async (kind: string, source: string, page: { readonly items: readonly unknown[] }) => (saved.push(`${kind} ${source}`), { rows: page.items.length, added: page.items.length, changed: 0 }) };
  const sources = [scriptedSource("barsOnly", { now }), newsSource("keyless", new MarketError("keyless: there is no key", { reason: "key" })), newsSource("open")];
  const report = await fetchRecords({ store, sources, kind: "news", query: "SPY", now });
  expect(report).toMatchObject({ source: "open", items: 2, added: 2, refused: [{ source: "barsOnly", reason: "symbol" }, { source: "keyless", reason: "key" }] });
  expect(saved).toEqual(["news open"]);
  expect(await fetchRecords({ store, sources: sources.slice(0, 2), kind: "news", query: "SPY", now })).toMatchObject({ source: undefined, items: 0 });
});
