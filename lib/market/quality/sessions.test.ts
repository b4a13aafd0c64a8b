import { describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { INTERVAL_MILLIS } from "../barTime.ts";
import { type Bars, type Interval, mapBars } from "../bars.ts";
import { dayOf } from "../calendars/day.ts";
import { exchangeCalendar, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { generateBars } from "../generateBars.ts";
import type { CorporateAction } from "../records/corporateAction.ts";
import { breakClock, type ClockFault } from "./breakClock.ts";
import { checkBars, type QualityOptions } from "./checkBars.ts";
import { compareBars } from "./compareBars.ts";
import { listGaps } from "./listGaps.ts";
import { qualityReport, qualityScore, survivorshipNote } from "./qualityReport.ts";
import { guessCalendar } from "./tradingCalendar.ts";

const HOUR = 3_600_000;
const times = (interval: Interval, closeTime: readonly number[], symbol = "X"): Bars => ({
  ...mapBars(generateBars({ symbol, rows: closeTime.length, interval: "1d", start: 0, volatility: 0.001, clustering: 0, edge: 0 }, randomKey(1)), (column, name) => (name === "closeTime" ? Float64Array.from(closeTime) : column)),
  interval,
});
/** All bars of an exchange's sessions between two dates, from the open of each part. */
function sessionBars(name: ExchangeName, interval: Interval, from: string, to: string): number[] {
  const step = INTERVAL_MILLIS[interval];
  const closes: number[] = [];
  for (let day = dayOf(from); day <= dayOf(to); day++) {
    const session = exchangeCalendar(name).sessionOf(day);
    if (session === undefined) continue;
    const starts = [session.open, ...session.breaks.map((lunch) => lunch.to)];
    starts.forEach((start, k) => {
      for (let time = start + step; time - step < (session.breaks[k]?.from ?? session.close); time += step) closes.push(time);
    });
  }
  return closes;
}
const told = (bars: Bars, options: QualityOptions): string[] => checkBars(bars, options).filter(({ code }) => code !== "outlier return").map(({ code, where, expected, got }) => `${where.row} ${code}: ${expected}; ${got}`);

describe("bars inside a day", () => {
  test.each(["NYSE", "LSE", "JPX", "ASX", "FOREX", "CRYPTO"] as const)("all bars of %s give no finding: nights, weekends, holidays, half days, lunch and clock changes are no gaps", (name) => {
    for (const interval of ["15m", "1h"] as const) expect(told(times(interval, sessionBars(name, interval, "2023-10-23", "2024-01-09")), { calendar: name })).toEqual([]);
  });

  test("bars on full hours are complete too, though the session opens at half past", () => {
    const closes = sessionBars("NYSE", "1h", "2024-03-04", "2024-03-15").map((time) => Math.floor(time / HOUR) * HOUR);
    expect(told(times("1h", closes), { calendar: "NYSE" })).toEqual([]);
  });

  test("a bar left out in a session is told, with the bar after it; a whole day and the gap beside it are one", () => {
    const closes = sessionBars("NYSE", "1h", "2024-07-01", "2024-07-09");
    expect(told(times("1h", closes.filter((_, k) => k !== 10 && k !== 11)), { calendar: "NYSE" })).toEqual(["10 missing bars: 2 more since 2024-07-02T16:30:00.000Z; none"]);
    const noFriday = closes.filter((time) => !new Date(time).toISOString().startsWith("2024-07-05"));
    expect(told(times("1h", noFriday), { calendar: "NYSE" })).toEqual([expect.stringContaining("missing bars: 7 more since 2024-07-03T17:30")]);
  });

  test("bars after hours are a warning each, or one note where the source gives them every day", () => {
    const closes = sessionBars("NYSE", "1h", "2024-07-08", "2024-07-19");
    expect(told(times("1h", [...closes.slice(0, 7), closes[6]! + 2 * HOUR, ...closes.slice(7)]), { calendar: "NYSE" })).toEqual(["7 closed market: bars in the hours of NYSE; 2024-07-08T22:30:00.000Z"]);
    const late = closes.flatMap((time, k) => (k % 7 === 6 ? [time, time + HOUR] : [time]));
    expect(checkBars(times("1h", late), { calendar: "NYSE" }).filter(({ code }) => code === "closed market")).toMatchObject([{ severity: "note", got: expect.stringContaining("10 of 80 outside") }]);
  });

  test("summer time forgotten is one error with the number of sessions, not a hundred gaps", () => {
    const closes = sessionBars("NYSE", "15m", "2024-03-01", "2024-03-22").map((time) => (time > Date.parse("2024-03-10") ? time + HOUR : time));
    const found = checkBars(times("15m", closes), { calendar: "NYSE" });
    expect(found.filter(({ code }) => code !== "outlier return")).toMatchObject([{ code: "shifted clock", severity: "error", where: { row: 6 * 26 }, got: "2024-03-11T14:30:00.000Z, 60 minutes later, in 10 sessions in a row" }]);
  });

  test("bars stamped with their open are told, and so is another zone", () => {
    const shifted = (by: number): string[] => told(times("15m", sessionBars("LSE", "15m", "2024-02-05", "2024-02-16").map((time) => time + by)), { calendar: "LSE" });
    expect(shifted(-HOUR / 4)).toEqual([expect.stringContaining("15 minutes earlier, in 10 sessions")]);
    expect(shifted(-5 * HOUR)).toEqual([expect.stringContaining("300 minutes earlier, in 10 sessions")]);
  });
});

describe("clocks", () => {
  const year = times("15m", sessionBars("NYSE", "15m", "2023-06-01", "2024-05-31"), "AAPL");
  const codes = (bars: Bars, options: QualityOptions = {}): readonly string[] => [...new Set(checkBars(bars, options).filter(({ code }) => code !== "outlier return").map(({ code }) => code))];

  test.each(["NYSE", undefined] as const)("summer time forgotten is found wherever it held, and nothing else is; calendar %s", (calendar) => {
    const found = checkBars(breakClock(year, "America/New_York", "summer time forgotten"), calendar && { calendar }).filter(({ code }) => code !== "outlier return");
    expect(found.map(({ code, where }) => [code, where.date.slice(0, 10)])).toEqual([["shifted clock", "2023-06-01"], ["shifted clock", "2024-03-11"]]);
    expect(found[0]!.got).toContain("60 minutes later");
  });

  test("the exchange's own clock read as UTC is found, though no calendar is named", () => {
    const found = checkBars(breakClock(year, "America/New_York", "local time as UTC")).filter(({ code }) => code !== "outlier return");
    expect(found.map(({ code, got }) => [code, got.slice(26)])).toEqual([["shifted clock", "240 minutes earlier, in 109 sessions in a row"], ["shifted clock", "300 minutes earlier, in 85 sessions in a row"], ["shifted clock", "240 minutes earlier, in 58 sessions in a row"]]);
  });

  test("a wrong clock of currencies shows in the ends of their weeks", () => {
    const weeks = times("1h", sessionBars("FOREX", "1h", "2024-01-08", "2024-05-31"), "EURUSD=X");
    const told = (fault: ClockFault): readonly string[] => checkBars(breakClock(weeks, "America/New_York", fault)).filter(({ code }) => code !== "outlier return").map(({ code, got, where }) => `${code} ${where.date.slice(0, 10)} ${got.slice(26)}`);
    expect(told("summer time forgotten")).toEqual(["shifted clock 2024-03-10 60 minutes later, in 60 sessions in a row"]);
    expect(told("local time as UTC")).toEqual(["shifted clock 2024-01-07 300 minutes earlier, in 45 sessions in a row", "shifted clock 2024-03-10 240 minutes earlier, in 60 sessions in a row"]);
  });

  test("a right clock gives no finding, and neither does a market that never stops", () => {
    expect([...codes(year), ...codes(times("1h", sessionBars("FOREX", "1h", "2024-02-26", "2024-04-05"), "EURUSD=X")), ...codes(times("1h", sessionBars("CRYPTO", "1h", "2024-03-25", "2024-04-05"), "BTC-USD"))]).toEqual([]);
  });
});

describe("off the grid", () => {
  const minutes = sessionBars("NYSE", "1m", "2024-07-01", "2024-07-05");
  const odd = (interval: Interval, closes: readonly number[], options: QualityOptions): readonly string[] => checkBars(times(interval, closes), options).filter(({ code }) => code === "off the grid").map(({ got, severity, where }) => `${severity} ${where.row}: ${got}`);

  test("a bar between two minutes is told, whatever the market", () => {
    const closes = minutes.map((time, k) => (k === 60 ? time - 53_000 : time));
    for (const calendar of ["NYSE", "nyse", "everyDay"] as const) expect(odd("1m", closes, { calendar })).toEqual(["warning 60: 2024-07-01T14:30:07.000Z"]);
    expect(odd("1m", minutes, { calendar: "NYSE" })).toEqual([]);
  });

  test("a bar that ends with the session or runs from its open is on it", () => {
    const halfPast = sessionBars("NYSE", "1h", "2024-07-01", "2024-07-31");
    const cut = halfPast.map((time) => Math.min(time, exchangeCalendar("NYSE").sessionBefore(time).close));
    for (const closes of [halfPast, cut, halfPast.map((time) => Math.floor(time / HOUR) * HOUR)]) expect(odd("1h", closes, { calendar: "NYSE" })).toEqual([]);
    expect(odd("1h", halfPast, { calendar: "nyse" })).toEqual([]);
  });

  test("a rule of the source is one note: all bars a millisecond early", () => {
    expect(odd("1m", minutes.map((time) => time - 1), { calendar: "NYSE" })).toEqual([`note 0: ${minutes.length} of ${minutes.length} bars as 2024-07-01T13:30:59.999Z: a rule of the source`]);
  });

  test("a daily bar that does not end its day is the price of a moment; days that end with the session are a rule", () => {
    const days = exchangeCalendar("NYSE").tradingDaysBetween(dayOf("2024-01-01"), dayOf("2024-12-31"));
    expect(odd("1d", days.map((day, k) => (k === 100 ? day * 24 * HOUR + 52_207_000 : (day + 1) * 24 * HOUR - 1)), { calendar: "NYSE" })).toEqual(["warning 100: 2024-05-24T14:30:07.000Z"]);
    expect(odd("1d", days.map((day) => exchangeCalendar("NYSE").sessionOf(day)!.close), { calendar: "NYSE" }).filter((text) => text.startsWith("warning"))).toEqual([]);
  });
});

test("an exchange whose days are not known here is said to be such, and gaps are not guessed", () => {
  const days = exchangeCalendar("NYSE").tradingDaysBetween(dayOf("2024-01-01"), dayOf("2024-12-31")).filter((_, k) => k % 50 !== 7);
  const found = checkBars(times("1d", days.map((day) => (day + 1) * 24 * HOUR - 1), "SAP.DE")).filter(({ code }) => code !== "outlier return");
  expect(found).toMatchObject([{ code: "unknown calendar", severity: "note", got: expect.stringContaining("neither gaps nor closed days were judged") }]);
});

describe("daily bars", () => {
  const days = (name: ExchangeName, from: string, to: string): number[] => exchangeCalendar(name).tradingDaysBetween(dayOf(from) - 1, dayOf(to) + 1).map((day) => (day + 1) * 24 * HOUR - 1);

  test("each exchange has its own holidays", () => {
    const london = times("1d", days("LSE", "2024-01-02", "2024-12-31"));
    expect(told(london, { calendar: "LSE" })).toEqual([]);
    expect(told(london, { calendar: "NYSE" }).some((text) => text.includes("missing bars"))).toBe(true);
  });

  test("a bar on a Sunday or a holiday is told by name", () => {
    const some = [...days("NYSE", "2024-02-01", "2024-07-31"), Date.parse("2024-05-26T23:59:59.999Z"), Date.parse("2024-05-27T23:59:59.999Z")].sort((a, b) => a - b);
    expect(told(times("1d", some), { calendar: "NYSE" })).toEqual([expect.stringContaining("closed market: bars on the days of NYSE; a Sunday"), expect.stringContaining("closed market: bars on the days of NYSE; Memorial Day")]);
  });

  test("a bar without a time is an error", () => {
    expect(told(times("1d", [...days("NYSE", "2024-02-01", "2024-02-02"), Number.NaN]), { calendar: "NYSE" })).toEqual(["2 missing value: a close time in milliseconds; NaN"]);
  });

  test("the gaps are listed with their reasons", () => {
    const some = days("NYSE", "2018-11-19", "2018-12-07").filter((time) => !new Date(time).toISOString().startsWith("2018-11-28"));
    expect(listGaps(times("1d", some)).map(({ day, kind }) => `${day} ${kind}`)).toEqual(["2018-11-22 holiday", "2018-11-28 missing data", "2018-12-05 special closing"]);
  });
});

test("the calendar follows from the symbol, or from the hours of the bars", () => {
  expect(guessCalendar(times("1h", [HOUR], "BTC-USD"))).toBe("CRYPTO");
  expect(guessCalendar(times("1h", [HOUR], "EURUSD=X"))).toBe("FOREX");
  expect(guessCalendar(times("1d", [HOUR], "SP500"))).toBe("NYSE");
  expect(guessCalendar(times("1h", sessionBars("NYSE", "1h", "2024-07-01", "2024-07-09"), "AAPL"))).toBe("NYSE");
  expect(guessCalendar(times("1h", sessionBars("FOREX", "1h", "2024-07-01", "2024-07-09"), "EURUSD"))).toBe("nyse");
  const daily = ["7203.T", "BHP.AX", "VOD.L", "^N225", "^FTSE", "SAP.DE", "^GDAXI", "BRK-B", "^GSPC"].map((symbol) => guessCalendar(times("1d", [HOUR], symbol)));
  expect(daily).toEqual(["JPX", "ASX", "LSE", "JPX", "LSE", "unknown", "unknown", "NYSE", "NYSE"]);
});

describe("known actions", () => {
  const bars = generateBars({ symbol: "X", rows: 200, interval: "1d", start: Date.parse("2020-01-02"), volatility: 0.01, clustering: 0, edge: 0 }, randomKey(3));
  const exTime = Date.parse(new Date(bars.closeTime[100]!).toISOString().slice(0, 10)) + 5 * HOUR;
  const traded = mapBars(bars, (column, name) => (name === "closeTime" || name === "volume" ? column : column.map((value, row) => (row < 100 ? 4 * value : value))));
  const actions: CorporateAction[] = [{ kind: "split", symbol: "X", exTime, ratio: 4 }];

  test("a split is suspected without the action, explained by it, and an error in prices said to be adjusted", () => {
    expect(checkBars(traded).map(({ code, where }) => [code, where.row])).toEqual([["suspected split", 100]]);
    expect(checkBars(traded, { actions }).map(({ code, severity }) => [code, severity])).toEqual([["known action", "note"]]);
    expect(checkBars(traded, { actions, adjusted: "splits" }).map(({ code, severity }) => [code, severity])).toEqual([["split not adjusted", "error"]]);
  });

  test("adjusted prices without the jump are right, and wrong when they are said to be as traded", () => {
    expect(checkBars(bars, { actions, adjusted: "splits" })).toEqual([]);
    expect(checkBars(bars, { actions }).map(({ code, severity }) => [code, severity])).toEqual([["split not in prices", "error"]]);
  });

  test("a large dividend explains the fall of its day", () => {
    const paid = mapBars(bars, (column, name) => (name === "closeTime" || name === "volume" ? column : column.map((value, row) => (row < 100 ? value : 0.85 * value))));
    const dividend: CorporateAction = { kind: "dividend", symbol: "X", exTime, amount: 0.15 * bars.close[99]! };
    expect(checkBars(paid).map(({ code }) => code)).toEqual(["outlier return"]);
    expect(checkBars(paid, { actions: [dividend] }).map(({ code }) => code)).toEqual(["known action"]);
  });
});

test("outliers are measured as asked", () => {
  const bars = generateBars({ symbol: "X", rows: 400, interval: "1d", start: 0, volatility: 0.01, clustering: 0, edge: 0 }, randomKey(3));
  const jump = mapBars(bars, (column, name) => (name === "closeTime" || name === "volume" ? column : column.map((value, row) => (row < 300 ? value : 1.12 * value))));
  for (const outliers of ["hampel", "zScore", "iqr"] as const) expect(checkBars(jump, { outliers, threshold: 5 }).map(({ where }) => where.row)).toContain(300);
});

test("two sources are compared where both have bars", () => {
  const bars = generateBars({ symbol: "X", rows: 30, interval: "1d", start: 0, volatility: 0.01, clustering: 0, edge: 0 }, randomKey(3));
  const other = { ...mapBars(bars, (column, name) => column.filter((_, row) => row !== 7).map((value, row) => (name === "close" && row === 12 ? 1.01 * value : value)).slice(2)), provenance: "other" };
  expect(compareBars(bars, bars)).toEqual([]);
  expect(compareBars(bars, other).map(({ code, where }) => [code, where.row])).toEqual([["only one source", 7], ["sources differ", 13]]);
  expect(compareBars(other, bars).map(({ code }) => code)).toEqual(["only one source", "sources differ"]);
  expect(compareBars(bars, other, { tolerance: 0.02 })).toHaveLength(1);
});

test("survivors are said to be such, and the score is one line", () => {
  const bars = { ...generateBars({ symbol: "X", rows: 1200, interval: "1d", start: 0, volatility: 0.01, clustering: 0, edge: 0 }, randomKey(3)), provenance: "prices; chosen among today's survivors" };
  expect(checkBars(bars)).toMatchObject([{ code: "survivor", severity: "note" }]);
  expect(qualityScore(bars, checkBars(bars))).toBe("1,200 bars, 1 finding, 0 errors");
  const rows = qualityReport(checkBars(bars));
  expect(survivorshipNote([{ rows }])).toMatch(/^Survivorship: this series is what somebody asked for, chosen among survivors\. /);
  expect(survivorshipNote([{ rows }, { rows: [] }])).toMatch(/^Survivorship: these 2 series are what somebody asked for, 1 of them chosen among survivors\. Companies that failed/);
  expect(survivorshipNote([{ rows: [] }])).toMatch(/^Survivorship: this series is what somebody asked for\. /);
});
