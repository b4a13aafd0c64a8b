import { expect, test } from "vitest";
import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import { DAY_MILLIS } from "../calendars/day.ts";
import { exchangeCalendar } from "../calendars/exchangeCalendar.ts";
import { barsOfRows, type BarRow } from "../sources/barPage.ts";
import { marketAt } from "../sources/binanceVendor.fixture.ts";
import type { BarPage, BarsRequest, OpenSource } from "../sources/source.ts";
import { exchangeOfSymbol } from "../instruments/exchangeOfSymbol.ts";
import { streamBars } from "./streamBars.ts";
import type { StreamEvent } from "./streamEvent.ts";

type Vendor = { readonly symbol: string; readonly interval: Interval; readonly start: string; readonly end: string; /** Bars are there so long after their close. */ readonly late?: number; /** Days are called unfinished until their stamp. */ readonly daysByStamp?: boolean; /** No trade, no bar. */ readonly isTraded?: (closeTime: number) => boolean; readonly unknownHours?: boolean };
type Watched = { readonly bars: readonly string[]; readonly givenAt: readonly number[]; readonly askedAt: readonly string[]; readonly events: readonly StreamEvent[] };

/** A source that is asked, from a moment to a moment; time passes only while somebody waits. It has the bars of the symbol's exchange. */
async function watch({ daysByStamp = false, end, interval, isTraded = () => true, late = 0, start, symbol, unknownHours = false }: Vendor): Promise<Watched> {
  const step = INTERVAL_MILLIS[interval];
  const calendar = exchangeCalendar(exchangeOfSymbol(unknownHours ? "AAPL" : symbol) ?? "NYSE");
  let now = Date.parse(start);
  const rowsUpTo = (time: number): readonly (BarRow & { readonly overAt: number })[] => {
    const rows: (BarRow & { readonly overAt: number })[] = [];
    for (let session = calendar.previousSession(calendar.localDay(Date.parse(start)) - 3); session.open < time; session = calendar.nextSession(session.day)) {
      if (interval === "1d") rows.push({ ...marketAt(session.open), closeTime: (session.day + 1) * DAY_MILLIS - 1, overAt: daysByStamp ? (session.day + 1) * DAY_MILLIS - 1 : session.close });
      else for (let close = session.open + step; close - step < session.close; close += step) if (session.breaks.every(({ from, to }) => close <= from || close - step >= to)) rows.push({ ...marketAt(close - step), closeTime: close, overAt: close });
    }
    return rows.filter(({ closeTime }) => isTraded(closeTime));
  };
  const askedAt: string[] = [];
  const barPages = async function* ({ from = "" }: BarsRequest): AsyncGenerator<BarPage> {
    askedAt.push(new Date(now).toISOString());
    const names = { symbol, interval, provenance: "made up" };
    const rows = rowsUpTo(now);
    const running = rows.filter(({ overAt }) => overAt > now).at(-1);
    yield { bars: barsOfRows(rows.filter(({ closeTime, overAt }) => closeTime > Date.parse(from) && overAt + late <= now), names), ...(running === undefined ? {} : { unfinished: barsOfRows([running], names) }), covers: { from: Date.parse(from), to: now }, answers: [], findings: [] };
  };
  const opened: OpenSource = { symbols: async () => ({ items: [], answers: [], findings: [] }), barPages };
  const ending = new AbortController();
  const sleep = async (millis: number, signal?: AbortSignal): Promise<void> => {
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    now += millis;
    if (now >= Date.parse(end)) ending.abort();
  };
  const [bars, givenAt, events]: [string[], number[], StreamEvent[]] = [[], [], []];
  for await (const bar of streamBars({ source: "made up", symbol, interval, opened, signal: ending.signal, onEvent: (event) => events.push(event), connection: { now: () => now, sleep, random: () => 0 } })) {
    bars.push(new Date(bar.closeTime).toISOString());
    givenAt.push(now);
  }
  return { bars, givenAt, askedAt, events };
}

const closings = ({ events }: Watched): readonly unknown[] => events.flatMap((event) => (event.kind === "closed" ? [[event.exchange, new Date(event.opensAt).toISOString()]] : []));

test("New York is asked in its hours alone, the last bar of Friday comes, and the next request is a minute after Monday's open", async () => {
  const seen = await watch({ symbol: "AAPL", interval: "1m", start: "2024-03-15T19:57:30Z", end: "2024-03-18T13:33:00Z" });
  expect(seen.bars).toEqual(["2024-03-15T19:58:00.000Z", "2024-03-15T19:59:00.000Z", "2024-03-15T20:00:00.000Z", "2024-03-18T13:31:00.000Z", "2024-03-18T13:32:00.000Z"]);
  expect(seen.askedAt).toEqual(["2024-03-15T19:57:30.000Z", "2024-03-15T19:58:02.000Z", "2024-03-15T19:59:02.000Z", "2024-03-15T20:00:02.000Z", "2024-03-18T13:31:02.000Z", "2024-03-18T13:32:02.000Z"]);
  expect(closings(seen)).toEqual([["NYSE", "2024-03-18T13:30:00.000Z"]]);
});

test("a stream that begins on a closed day asks once, says so and waits for the open", async () => {
  const seen = await watch({ symbol: "AAPL", interval: "5m", start: "2024-03-30T12:00:00Z", end: "2024-04-01T13:36:00Z" });
  expect(seen.askedAt).toEqual(["2024-03-30T12:00:00.000Z", "2024-04-01T13:35:02.000Z"]);
  expect(seen.bars).toEqual(["2024-04-01T13:35:00.000Z"]);
  expect(closings(seen)).toEqual([["NYSE", "2024-04-01T13:30:00.000Z"]]);
});

test("a half day ends at its early close, and clocks that change over the weekend move the next open", async () => {
  const half = await watch({ symbol: "AAPL", interval: "15m", start: "2024-11-29T17:40:00Z", end: "2024-12-02T14:46:00Z" });
  expect(half.bars).toEqual(["2024-11-29T17:45:00.000Z", "2024-11-29T18:00:00.000Z", "2024-12-02T14:45:00.000Z"]);
  expect(half.askedAt).toHaveLength(4);
  const summer = await watch({ symbol: "AAPL", interval: "15m", start: "2024-03-08T20:50:00Z", end: "2024-03-11T13:46:00Z" });
  expect(summer.bars).toEqual(["2024-03-08T21:00:00.000Z", "2024-03-11T13:45:00.000Z"]);
});

test("hours that begin at half past are asked for at half past, the short last one included", async () => {
  const { askedAt, bars } = await watch({ symbol: "AAPL", interval: "1h", start: "2024-03-14T18:40:00Z", end: "2024-03-15T14:31:00Z" });
  expect(bars.map((time) => time.slice(8, 16))).toEqual(["14T18:30", "14T19:30", "14T20:30", "15T14:30"]);
  expect(askedAt.map((time) => time.slice(8, 16))).toEqual(["14T18:40", "14T19:30", "14T20:30", "15T14:30"]);
});

test("Tokyo is left alone over lunch", async () => {
  const seen = await watch({ symbol: "7203.T", interval: "5m", start: "2024-03-15T02:22:00Z", end: "2024-03-15T03:36:00Z" });
  expect(seen.askedAt.map((time) => time.slice(11, 16))).toEqual(["02:22", "02:25", "02:30", "03:35"]);
  expect(closings(seen)).toEqual([["JPX", "2024-03-15T03:30:00.000Z"]]);
});

test("currencies rest from Friday to Sunday at 17:00 in New York and run on through midnight; coins never rest", async () => {
  const currencies = await watch({ symbol: "EURUSD=X", interval: "1h", start: "2024-03-15T19:30:00Z", end: "2024-03-18T01:30:00Z" });
  expect(currencies.bars.map((time) => time.slice(8, 13))).toEqual(["15T20", "15T21", "17T22", "17T23", "18T00", "18T01"]);
  expect(currencies.askedAt).toHaveLength(7);
  expect(closings(currencies)).toEqual([["FOREX", "2024-03-17T21:00:00.000Z"]]);
  const coins = await watch({ symbol: "BTC-USD", interval: "15m", start: "2024-03-16T23:35:00Z", end: "2024-03-17T00:31:00Z" });
  expect(coins.bars.map((time) => time.slice(11, 16))).toEqual(["23:45", "00:00", "00:15", "00:30"]);
  expect(closings(coins)).toEqual([]);
});

test("the last bar of a source that is a quarter of an hour late still comes, with few requests", async () => {
  const { askedAt, bars } = await watch({ symbol: "VOD.L", interval: "5m", late: 900_000, start: "2024-03-15T16:27:00Z", end: "2024-03-18T08:00:00Z" });
  expect(bars.at(-1)).toBe("2024-03-15T16:30:00.000Z");
  expect(bars).toHaveLength(new Set(bars).size);
  expect(askedAt.length).toBeLessThan(16);
});

test("where the last minutes had no trade, asking ends after an hour or so, and the next day is not touched by it", async () => {
  const seen = await watch({ symbol: "AAPL", interval: "1m", start: "2024-03-14T19:55:30Z", end: "2024-03-15T13:32:00Z", isTraded: (time) => time < Date.parse("2024-03-14T19:56:30Z") || time > Date.parse("2024-03-15T00:00:00Z") });
  expect(seen.bars).toEqual(["2024-03-14T19:56:00.000Z", "2024-03-15T13:31:00.000Z"]);
  const afterClose = seen.askedAt.filter((time) => time > "2024-03-14T20:00:00" && time < "2024-03-15T13:30:00");
  expect(afterClose.length).toBeGreaterThan(3);
  expect(afterClose.length).toBeLessThan(12);
  expect(afterClose.at(-1)! < "2024-03-14T22:30:00").toBe(true);
});

test("a day's bar is given when its exchange closes, or at its stamp where the source calls it unfinished until then", async () => {
  const prompt = await watch({ symbol: "AAPL", interval: "1d", start: "2024-03-14T15:00:00Z", end: "2024-03-18T23:00:00Z" });
  expect(prompt.bars.map((time) => time.slice(0, 10))).toEqual(["2024-03-14", "2024-03-15", "2024-03-18"]);
  expect(prompt.givenAt.map((time) => new Date(time).toISOString().slice(8, 16))).toEqual(["14T20:00", "15T20:00", "18T20:00"]);
  expect(prompt.events.filter(({ kind }) => kind === "finding")).toEqual([]);
  const stamped = await watch({ symbol: "AAPL", interval: "1d", daysByStamp: true, start: "2024-03-14T15:00:00Z", end: "2024-03-18T23:00:00Z" });
  expect(stamped.givenAt.map((time) => new Date(time).toISOString().slice(8, 16))).toEqual(["15T00:00", "16T00:00"]);
  expect(stamped.askedAt.length).toBeLessThan(10);
});

test("a symbol whose hours are not known is asked always, which is told once", async () => {
  const seen = await watch({ symbol: "SAP.DE", unknownHours: true, interval: "1h", start: "2024-03-15T19:45:00Z", end: "2024-03-16T05:00:00Z" });
  expect(seen.events.filter(({ kind }) => kind === "hours unknown")).toHaveLength(1);
  expect(closings(seen)).toEqual([]);
  expect(seen.askedAt.length).toBeGreaterThan(9);
});
