import { expect, test } from "vitest";
import { exRow } from "../actions/exRow.ts";
import { formatBarTime } from "../barTime.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { sessionIndex } from "../calendars/sessionIndex.ts";
import { exchangeCalendar, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { barsOfFmp } from "./fmpAnswers.ts";
import type { BarPage } from "./source.ts";
import { yahooBarsOf } from "./yahooAnswers.ts";

// Days as the companies announced them; amounts and prices are ours. Yahoo stamps an event with the open of its day in UTC, which in Sydney's summer lies on the day before. FMP writes the exchange's date.
type Listed = readonly [symbol: string, exchange: ExchangeName, zone: string, offset: number, exDay: string, stamp: string, lastBefore: string];
const LISTED: readonly Listed[] = [
  ["7203.T", "JPX", "Asia/Tokyo", 9, "2024-03-28", "2024-03-28T00:00Z", "2024-03-27"],
  ["BHP.AX", "ASX", "Australia/Sydney", 11, "2024-03-07", "2024-03-06T23:00Z", "2024-03-06"],
  ["BHP.AX", "ASX", "Australia/Sydney", 10, "2024-09-12", "2024-09-12T00:00Z", "2024-09-11"],
  ["VOD.L", "LSE", "Europe/London", 1, "2024-06-06", "2024-06-06T07:00Z", "2024-06-05"],
  ["VOD.L", "LSE", "Europe/London", 0, "2023-11-23", "2023-11-23T08:00Z", "2023-11-22"],
  ["AAPL", "NYSE", "America/New_York", -5, "2024-02-09", "2024-02-09T14:30Z", "2024-02-08"],
  ["AAPL", "NYSE", "America/New_York", -4, "2024-08-12", "2024-08-12T13:30Z", "2024-08-09"],
];
const DAY = 86_400_000;
const answerOf = (source: string, about: Readonly<Record<string, string>>, body: unknown): Parameters<typeof barsOfFmp>[0] =>
  ({ source, kind: "bars", about, url: "https://example.com", receivedAt: Date.parse("2024-12-31T23:59Z"), body: new TextEncoder().encode(JSON.stringify(body)), sha256: "" });
const span = (exDay: string): Readonly<Record<string, string>> => ({ from: new Date(Date.parse(exDay) - 10 * DAY).toISOString(), to: new Date(Date.parse(exDay) + 10 * DAY - 1).toISOString() });

/** Ten days around the ex-day, each bar stamped with the exchange's open, and the event of a dividend and a split. */
function yahooPage([symbol, exchange, zone, offset, exDay, stamp]: Listed): BarPage {
  const opens: number[] = [];
  for (let day = Date.parse(exDay) / DAY - 8; day < Date.parse(exDay) / DAY + 8; day++) {
    const session = exchangeCalendar(exchange).sessionOf(day);
    if (session !== undefined) opens.push(session.open / 1000);
  }
  const prices = opens.map((_, k) => 100 + k);
  const date = Date.parse(stamp) / 1000;
  const period = { start: date, end: date + 6 * 3600, gmtoffset: offset * 3600 };
  const meta = { currency: "USD", symbol, gmtoffset: offset * 3600, exchangeTimezoneName: zone, regularMarketPrice: 1, regularMarketTime: date, currentTradingPeriod: { regular: { ...period, timezone: "" } }, dataGranularity: "1d" };
  const events = { dividends: { [date]: { amount: 0.5, date } }, splits: { [date]: { date, numerator: 2, denominator: 1, splitRatio: "2:1" } } };
  const body = { chart: { result: [{ meta, events, timestamp: opens, indicators: { quote: [{ open: prices, high: prices, low: prices, close: prices, volume: prices }] } }], error: null } };
  return yahooBarsOf(answerOf("yahoo", { symbol, interval: "1d", ...span(exDay) }, body));
}
const fmpActions = ([symbol, , , , exDay]: Listed, part: "splits" | "dividends", about = span(exDay)): readonly CorporateAction[] =>
  barsOfFmp(answerOf("fmp", { symbol, interval: "1d", part, ...about }, [part === "splits" ? { symbol, date: exDay, numerator: 2, denominator: 1 } : { symbol, date: exDay, dividend: 0.5, adjDividend: 0.25 }])).actions ?? [];

test.each(LISTED)("%s at %s: the ex-day is the exchange's own date, to daily bars and to those within the day", (...listed) => {
  const [, exchange, , , exDay, , lastBefore] = listed;
  const { actions = [], bars } = yahooPage(listed);
  expect(actions.map(({ kind }) => kind)).toEqual(["dividend", "split"]);
  for (const { exTime } of actions) {
    const row = exRow(bars, exTime);
    expect([formatBarTime(bars.closeTime[row - 1]!), formatBarTime(bars.closeTime[row]!)]).toEqual([lastBefore, exDay]);
    const session = exchangeCalendar(exchange).sessionOf(Date.parse(exDay) / DAY)!;
    const hours = Float64Array.from({ length: 48 }, (_, k) => session.open + (k - 23) * 3_600_000);
    expect(sessionIndex(exchangeCalendar(exchange), hours.subarray(exRow({ closeTime: hours, interval: "1h" }, exTime)), "1h").date[0]).toBe(session.day);
  }
});

test.each(LISTED)("%s at %s: both sources give one moment, so that a split is not there twice", (...listed) => {
  const { actions = [] } = yahooPage(listed);
  expect(fmpActions(listed, "splits").map(({ exTime }) => exTime)).toEqual([actions[1]!.exTime]);
  expect(fmpActions(listed, "dividends")).toEqual([{ kind: "dividend", symbol: listed[0], exTime: actions[0]!.exTime, amount: 0.5 }]);
});

test.each(LISTED)("%s at %s: an ex-day on the first or the last day that was asked is inside, one beside them is not", (...listed) => {
  const exDay = Date.parse(listed[4]);
  const asked = (first: number, last: number): number => fmpActions(listed, "splits", { from: new Date(exDay + first * DAY - 1).toISOString(), to: new Date(exDay + (last + 1) * DAY - 1).toISOString() }).length;
  expect([asked(0, 3), asked(-3, 0), asked(1, 3), asked(-3, -1)]).toEqual([1, 1, 0, 0]);
});

test("a dividend of Yahoo's says of which moment the shares are", () => {
  expect(yahooPage(LISTED[0]!).actions?.[0]).toMatchObject({ amount: 0.5, countedAt: Date.parse("2024-12-31T23:59Z") });
});
