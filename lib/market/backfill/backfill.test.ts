import { expect, test } from "vitest";
import { isoDate } from "../bars.ts";
import { MarketError, type Reason } from "../error.ts";
import { backfill, type BackfillRequest } from "./backfill.ts";
import { wholePage } from "../sources/source.ts";
import { FALLBACK } from "./fallback.ts";
import { memoryStore } from "./memoryStore.fixture.ts";
import { type Scripted, scriptedSource } from "./scriptedSource.fixture.ts";

const DAY = 86_400_000;
let present = Date.parse("2024-03-15T12:00:00Z");
const now = (): number => present;
const refusing = (reason: Reason) => () => {
  throw new MarketError(`it says ${reason}`, { reason });
};

function begin(overrides: Partial<BackfillRequest> = {}) {
  present = Date.parse("2024-03-15T12:00:00Z");
  const store = memoryStore(now);
  const source = scriptedSource("vendor", { now, pageRows: 10 });
  const request: BackfillRequest = { store, sources: [source], symbol: "SPY", interval: "1d", from: "2024-01-01", now, ...overrides };
  return { store, source, request };
}

test("all bars up to today are asked once and saved page by page", async () => {
  const { request, source, store } = begin();
  const report = await backfill(request);
  expect(source.asked).toEqual(["2024-01-01 → 2024-03-15"]);
  expect(store.times("SPY").map(isoDate)).toEqual(Array.from({ length: 74 }, (_, k) => isoDate(Date.parse("2024-01-01") + k * DAY)));
  expect(report).toMatchObject({ left: [], refused: [], parts: [{ source: "vendor", pages: 8, rows: 74, added: 74, changed: 0 }] });
});

test("the same call an instant later asks nothing", async () => {
  const { request, source } = begin();
  await backfill(request);
  expect((await backfill(request)).asked).toEqual([]);
  expect(source.asked).toHaveLength(1);
});

test("later the same call asks for the new days, and for those received before they had settled", async () => {
  const { request, source, store } = begin();
  await backfill(request);
  present += 5 * DAY;
  const report = await backfill(request);
  expect(source.asked.slice(1)).toEqual(["2024-03-11 → 2024-03-20"]);
  expect(report.parts).toMatchObject([{ rows: 9, added: 5, changed: 0 }]);
  expect(store.times("SPY")).toHaveLength(79);
});

test("a bar that was revised after it was received is changed in the store", async () => {
  const { request, store } = begin();
  await backfill(request);
  present += DAY;
  const revised = scriptedSource("vendor", { now, price: (time) => Math.floor(time / DAY) + (isoDate(time) === "2024-03-14" ? 0.5 : 0) });
  const report = await backfill({ ...request, sources: [revised] });
  expect(report.parts).toMatchObject([{ added: 1, changed: 1 }]);
  expect(store.times("SPY")).toHaveLength(75);
});

test("a back-fill that died goes on behind its last saved page", async () => {
  const { request, store } = begin();
  const dying = scriptedSource("vendor", { now, pageRows: 10, before: (page) => { if (page === 3) throw new Error("killed"); } });
  await expect(backfill({ ...request, sources: [dying] })).rejects.toThrow("killed");
  expect(store.times("SPY")).toHaveLength(30);
  const again = scriptedSource("vendor", { now, pageRows: 10 });
  await backfill({ ...request, sources: [again] });
  expect(again.asked).toEqual(["2024-01-31 → 2024-03-15"]);
  expect(store.times("SPY")).toHaveLength(74);
});

test("an earlier from asks for the days before alone", async () => {
  const { request, source } = begin();
  await backfill(request);
  await backfill({ ...request, from: "2023-12-01" });
  expect(source.asked.slice(1)).toEqual(["2023-12-01 → 2023-12-31"]);
});

test("hours are asked from the moment of their open, and one that has not closed is not asked", async () => {
  const { request, source, store } = begin({ interval: "1h", from: "2024-03-14", to: "2024-03-20" });
  await backfill(request);
  expect(source.asked).toEqual(["2024-03-14T00:00:00.000Z → 2024-03-15T12:00:00.000Z"]);
  present += 10 * 60_000;
  await backfill(request);
  expect(source.asked).toHaveLength(1);
  expect(store.times("SPY").at(-1)).toBeLessThanOrEqual(present);
});

const reasons = Object.keys(FALLBACK) as readonly Reason[];
test.each(reasons.filter((reason) => FALLBACK[reason].next))("after the reason %s the next source is asked for what is left, and the bars say from whom they are", async (reason) => {
  const { request, store } = begin();
  const first = scriptedSource("first", { now, pageRows: 10, before: (page) => { if (page === 2) refusing(reason)(); } });
  const second = scriptedSource("second", { now });
  const report = await backfill({ ...request, sources: [first, second] });
  expect(second.asked).toEqual(["2024-01-21 → 2024-03-15"]);
  expect(report.left).toEqual([]);
  expect(report.refused).toMatchObject([{ source: "first", reason, message: `it says ${reason}` }]);
  expect(store.sourcesOf("SPY")).toEqual([...Array<string>(20).fill("first"), ...Array<string>(54).fill("second")]);
});

test.each(reasons.filter((reason) => !FALLBACK[reason].next))("after the reason %s no other source is asked", async (reason) => {
  const { request } = begin();
  const second = scriptedSource("second", { now });
  await expect(backfill({ ...request, sources: [scriptedSource("first", { now, before: refusing(reason) }), second] })).rejects.toMatchObject({ reason });
  expect(second.asked).toEqual([]);
});

test("what no source has is told, with each one's words", async () => {
  const { request } = begin();
  const report = await backfill({ ...request, sources: [scriptedSource("a", { now, before: refusing("key") }), scriptedSource("b", { now, before: refusing("budget") })] });
  expect(report.left).toEqual(report.asked);
  expect(report.refused.map(({ reason, source }) => [source, reason])).toEqual([["a", "key"], ["b", "budget"]]);
});

test("what one source answered for is not asked of the other later", async () => {
  const { request } = begin();
  await backfill({ ...request, sources: [scriptedSource("a", { now, before: refusing("offline") }), scriptedSource("b", { now })] });
  const a = scriptedSource("a", { now });
  await backfill({ ...request, sources: [a, scriptedSource("b", { now })] });
  expect(a.asked).toEqual([]);
});

test("days before a source's history, and intervals that it has not, go to the next", async () => {
  const { request } = begin({ interval: "1m", from: "2024-03-01" });
  const short = scriptedSource("short", { now, capabilities: { historyDays: { "1m": 7 } } });
  const none = scriptedSource("none", { now, capabilities: { intervals: ["1d"] } });
  const long = scriptedSource("long", { now });
  const report = await backfill({ ...request, sources: [none, short, long] });
  expect(none.asked).toEqual([]);
  expect(short.asked).toEqual(["2024-03-08T12:00:00.000Z → 2024-03-15T12:00:00.000Z"]);
  expect(long.asked).toEqual(["2024-03-01T00:00:00.000Z → 2024-03-08T12:00:00.000Z"]);
  expect(report.left).toEqual([]);
});

test("a stop ends it behind a whole page", async () => {
  const { request, store } = begin();
  const controller = new AbortController();
  await expect(backfill({ ...request, signal: controller.signal, onProgress: ({ rows }) => { if (rows === 20) controller.abort(new Error("stopped by the user")); } })).rejects.toThrow("stopped by the user");
  expect(store.times("SPY")).toHaveLength(20);
});

test("progress tells how far each stretch has come", async () => {
  const { request } = begin();
  const said: string[] = [];
  await backfill({ ...request, onProgress: ({ reached, rows, source }) => said.push(`${source} ${isoDate(reached)} ${rows}`) });
  expect(said).toEqual(["vendor 2024-01-10 10", "vendor 2024-01-20 20", "vendor 2024-01-30 30", "vendor 2024-02-09 40", "vendor 2024-02-19 50", "vendor 2024-02-29 60", "vendor 2024-03-10 70", "vendor 2024-03-15 74"]);
});

test.each([
  [{ from: "2024-03-10", to: "2024-03-01" }, "from 2024-03-10 is after to 2024-03-01. Swap them"],
  [{ from: "yesterday" }, 'from is "yesterday", which is neither a day nor a moment with a zone. Write 2024-03-15 or 2024-03-15T14:30:00Z.'],
  [{ from: "2030-01-01" }, "from 2030-01-01 lies in the future. Name an earlier day."],
  [{ sources: [] }, "no source is named"],
  [{ sources: ["yahooo"] }, 'there is no source "yahooo"; did you mean "yahoo"?'],
  [{ sources: ["yahoo", "yahoo"] }, "yahoo is named twice"],
])("%o is refused before anything is asked", async (wrong, message) => {
  await expect(backfill({ ...begin().request, ...wrong })).rejects.toThrow(message);
});

test("after a split the older prices, which the source has restated, are asked again", async () => {
  const { request, store } = begin();
  await backfill({ ...request, sources: [scriptedSource("vendor", { now, capabilities: { adjusted: "splits" }, price: () => 100 })] });
  present += 10 * DAY;
  const split = { kind: "split", symbol: "SPY", exTime: Date.parse("2024-03-20"), ratio: 4 } as const;
  const restating = scriptedSource("vendor", { now, capabilities: { adjusted: "splits" }, price: () => 25, actions: [split] });
  const report = await backfill({ ...request, sources: [restating] });
  expect(restating.asked).toEqual(["2024-03-11 → 2024-03-25", "2024-01-01 → 2024-03-10"]);
  expect(report.parts).toMatchObject([{ added: 10, changed: 74 }]);
  expect(report.findings).toMatchObject([{ code: "split since then", severity: "note", got: "older ones, which were asked again: 2024-01-01 → 2024-03-10" }]);
  expect((await backfill({ ...request, sources: [restating] })).asked).toEqual([]);
  expect(store.times("SPY")).toHaveLength(84);
});

test("an old split asks nothing again, nor does one of a source that does not adjust", async () => {
  for (const [adjusted, exTime] of [["splits", "2020-08-31"], ["no", "2024-03-20"]] as const) {
    const { request } = begin();
    const actions = [{ kind: "split", symbol: "SPY", exTime: Date.parse(exTime), ratio: 4 }] as const;
    const source = scriptedSource("vendor", { now, capabilities: { adjusted }, actions });
    await backfill({ ...request, sources: [source] });
    present += 10 * DAY;
    await backfill({ ...request, sources: [source] });
    expect(source.asked).toEqual(["2024-01-01 → 2024-03-15", "2024-03-11 → 2024-03-25"]);
  }
});

test("prices of a share that are adjusted otherwise at the next source are a warning; a coin's are not", async () => {
  for (const [symbol, codes] of [["SPY", ["adjusted otherwise"]], ["BTC-USD", []]] as const) {
    const { request } = begin({ symbol });
    const first = scriptedSource("first", { now, pageRows: 10, capabilities: { adjusted: "splits" }, before: (page) => { if (page === 2) refusing("offline")(); } });
    const { findings } = await backfill({ ...request, sources: [first, scriptedSource("second", { now, capabilities: { adjusted: "no" } })] });
    expect(findings.map(({ code }) => code)).toEqual(codes);
    for (const { got } of findings) expect(got).toBe("first: adjusted for splits; second: not adjusted");
  }
});

test("today's session is asked again an hour later, not at once", async () => {
  const { request, source } = begin();
  await backfill(request);
  present += 59 * 60_000;
  expect((await backfill(request)).asked).toEqual([]);
  present += 60_000;
  await backfill(request);
  expect(source.asked.slice(1)).toEqual(["2024-03-11 → 2024-03-15"]);
});

/** A source that gives all it has whatever is asked, as a file does. */
function wholeSource(name: string, from: string, to: string): Scripted {
  const { open, ...rest } = scriptedSource(name, { now });
  return {
    ...rest,
    open: {
      ...open,
      async *barPages({ symbol }) {
        for await (const page of open.barPages!({ symbol, from, to })) yield wholePage(page.bars);
      },
    },
  };
}

test("a source that ends before what was asked is told with its ends, and what it has is complete; the other sources are asked for the rest first", async () => {
  const { request, source } = begin();
  const whole = wholeSource("whole", "2023-12-01", "2024-02-10");
  const report = await backfill({ ...request, sources: [whole] });
  const words = { code: "no more there", severity: "note", got: "whole has those from 2023-12-01 to 2024-02-10, and no others" };
  expect(report).toMatchObject({ left: [], beyond: [{ to: Date.parse("2024-03-16") - 1 }], findings: [words], parts: [{ rows: 41, added: 41 }] });
  expect(await backfill({ ...request, sources: [whole] })).toMatchObject({ left: [], findings: [words], parts: [{ rows: 0 }] });
  expect(await backfill({ ...request, sources: [whole, source] })).toMatchObject({ left: [], beyond: [], findings: [] });
});

test("what lies wholly beyond a source's end, or was refused by another, is left", async () => {
  const { request } = begin({ from: "2024-03-01" });
  const whole = wholeSource("whole", "2024-01-01", "2024-02-10");
  expect(await backfill({ ...request, sources: [whole] })).toMatchObject({ left: [{}], beyond: [], findings: [{ code: "no more there" }, { code: "not answered for" }] });
  const offline = scriptedSource("offline", { now, before: refusing("offline") });
  expect(await backfill({ ...request, from: "2024-01-01", sources: [whole, offline] })).toMatchObject({ left: [{}], beyond: [], refused: [{ reason: "offline" }] });
});
