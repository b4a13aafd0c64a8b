import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream, split } from "../../random/index.ts";
import { formatBarTime, INTERVAL_MILLIS } from "../barTime.ts";
import { type Bars, type Interval, mapBars, sliceBars } from "../bars.ts";
import { dayOf, isoDay } from "../calendars/day.ts";
import { exchangeCalendar, EXCHANGES, type ExchangeName } from "../calendars/exchangeCalendar.ts";
import { resampleBars, type ResampleOptions } from "./resampleBars.ts";

const MINUTE = 60_000;
const COLUMNS = ["closeTime", "open", "high", "low", "close", "volume"] as const;

/** Prices drawn for close times; whole volumes, so that sums are exact. */
function barsAt(closeTime: readonly number[], seed = 1, interval: Interval = "1m"): Bars {
  const { normal, uniform } = randomStream(split(randomKey(seed), "prices"));
  let price = 100;
  const rows = closeTime.map(() => {
    const open = price;
    price *= Math.exp(0.001 * normal());
    return { open, close: price, high: Math.max(open, price) * (1 + 0.001 * uniform()), low: Math.min(open, price) * (1 - 0.001 * uniform()), volume: Math.floor(1000 * uniform()) };
  });
  const column = (name: "open" | "high" | "low" | "close" | "volume"): Float64Array => Float64Array.from(rows, (row) => row[name]);
  return { symbol: "X", interval, provenance: "drawn", closeTime: Float64Array.from(closeTime), open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume") };
}

/** Close times of the minutes of an exchange around a date; some left out, some of the evening added. */
function minutesOf(name: ExchangeName, date: string, { days = 4, kept = 1, after = 0, seed = 1 } = {}): readonly number[] {
  const calendar = exchangeCalendar(name);
  const { uniform } = randomStream(split(randomKey(seed), "minutes"));
  const times: number[] = [];
  for (let day = dayOf(date) - days; day <= dayOf(date) + days; day++) {
    const session = calendar.sessionOf(day);
    if (session === undefined) continue;
    for (let time = session.open + MINUTE; time <= session.close + after * MINUTE; time += MINUTE) {
      if (!session.breaks.some(({ from, to }) => time > from && time <= to) && uniform() < kept) times.push(time);
    }
  }
  return times;
}

/** Changes of the clocks: New York, London, Sydney, in spring and in autumn; a half day; a holiday in Tokyo. */
const DATES: readonly (readonly [ExchangeName, string])[] = [
  ["NYSE", "2024-03-11"], ["NYSE", "2024-11-04"], ["NYSE", "2023-11-24"], ["LSE", "2024-03-31"], ["LSE", "2023-10-29"], ["LSE", "2023-12-22"],
  ["ASX", "2024-04-07"], ["ASX", "2023-10-01"], ["JPX", "2024-01-05"], ["FOREX", "2024-03-10"], ["FOREX", "2024-11-03"], ["CRYPTO", "2024-03-31"],
];
const situation = fc.record({ where: fc.constantFrom(...DATES), seed: fc.integer({ min: 1, max: 1e6 }), kept: fc.constantFrom(1, 0.8, 0.1), anchor: fc.constantFrom("session" as const, "clock" as const) });

describe("without a calendar", () => {
  test("days are those of UTC, hours end on the hour, and the last one is left out while it is unfinished", () => {
    const bars = barsAt(Array.from({ length: 150 }, (_, k) => Date.parse("2024-03-08T22:00Z") + (k + 1) * MINUTE));
    expect([...resampleBars(bars, "1h").closeTime].map(formatBarTime)).toEqual(["2024-03-08T23:00:00.000Z", "2024-03-09T00:00:00.000Z"]);
    expect([...resampleBars(bars, "1d").closeTime].map(formatBarTime)).toEqual(["2024-03-08"]);
    expect(resampleBars(bars, "1h", { now: Date.parse("2024-03-09T01:00Z") }).closeTime).toHaveLength(3);
    expect(resampleBars(bars, "1h").provenance).toBe("drawn; 1h from 1m; the last bar was unfinished and is left out");
    expect(resampleBars(bars, "1h", { now: Date.parse("2024-03-09T01:00Z") }).provenance).toBe("drawn; 1h from 1m");
  });

  test("an empty series stays empty", () => {
    for (const options of [{}, { calendar: "NYSE" }] as const) expect(resampleBars(barsAt([]), "1d", options).close).toHaveLength(0);
  });
});

describe("with the sessions of an exchange", () => {
  test("a New York day is 9:30 to 16:00 of New York before and after the clocks change, and has the exchange's date", () => {
    const bars = barsAt(minutesOf("NYSE", "2024-03-11", { days: 3, after: 120 }));
    const days = resampleBars(bars, "1d", { calendar: "NYSE" });
    expect([...days.closeTime].map(formatBarTime)).toEqual(["2024-03-08", "2024-03-11", "2024-03-12", "2024-03-13", "2024-03-14"]);
    expect(days.provenance).toBe("drawn; 1d from 1m, sessions of NYSE, 600 bars outside them left out");
    const rowOf = (text: string): number => bars.closeTime.indexOf(Date.parse(text));
    expect([days.open[0], days.close[0], days.open[1], days.close[1]]).toEqual([bars.open[rowOf("2024-03-08T14:31Z")], bars.close[rowOf("2024-03-08T21:00Z")], bars.open[rowOf("2024-03-11T13:31Z")], bars.close[rowOf("2024-03-11T20:00Z")]]);
  });

  test("hours run from the open of the session, or on the clock; the last holds what is left", () => {
    const bars = barsAt(minutesOf("NYSE", "2023-11-24", { days: 0 }));
    const clock = (time: number): string => formatBarTime(time).slice(11, 16);
    expect([...resampleBars(bars, "1h", { calendar: "NYSE" }).closeTime].map(clock)).toEqual(["15:30", "16:30", "17:30", "18:30"]);
    expect([...resampleBars(bars, "1h", { calendar: "NYSE", anchor: "clock" }).closeTime].map(clock)).toEqual(["15:00", "16:00", "17:00", "18:00"]);
    expect(resampleBars(bars, "1d", { calendar: "NYSE" }).closeTime).toHaveLength(1);
  });

  test("hours of Tokyo begin anew after lunch", () => {
    const bars = barsAt(minutesOf("JPX", "2024-01-05", { days: 0 }));
    const tokyo = [...resampleBars(bars, "1h", { calendar: "JPX" }).closeTime].map((time) => formatBarTime(time + 9 * 60 * MINUTE).slice(11, 16));
    expect(tokyo).toEqual(["10:00", "11:00", "12:00", "13:30", "14:30", "15:30"]);
  });

  test("a currency day ends at 17:00 New York, 22:00 or 21:00 UTC, and Sunday evening is Monday's", () => {
    const bars = barsAt(minutesOf("FOREX", "2024-03-11", { days: 3 }));
    const days = resampleBars(bars, "1d", { calendar: "FOREX" });
    expect([...days.closeTime].map(formatBarTime)).toEqual(["2024-03-08", "2024-03-11", "2024-03-12", "2024-03-13", "2024-03-14"]);
    expect(days.close[0]).toBe(bars.close[bars.closeTime.indexOf(Date.parse("2024-03-08T22:00Z"))]);
    expect(days.open[1]).toBe(bars.open[bars.closeTime.indexOf(Date.parse("2024-03-10T21:01Z"))]);
  });

  test("a day is whole when its session is over: by its last bar, by a later one, or by the present moment", () => {
    const times = minutesOf("NYSE", "2023-11-24", { days: 0 });
    const count = (rows: readonly number[], options: ResampleOptions = {}): number => resampleBars(barsAt(rows), "1d", { calendar: "NYSE", ...options }).closeTime.length;
    expect([count(times), count(times.slice(0, -1))]).toEqual([1, 0]);
    expect(count([...times.slice(0, -1), times.at(-1)! + 30 * MINUTE])).toBe(1);
    expect(count(times.slice(0, -1), { now: times.at(-1)! })).toBe(1);
  });

  test("a bar that began before the open belongs to the session, one that lies in the lunch break to none", () => {
    const hours = ["14:00", "15:00", "22:00"].map((clock) => Date.parse(`2024-01-05T${clock}Z`));
    expect(resampleBars(barsAt(hours, 1, "1h"), "1d", { calendar: "NYSE" }).provenance).toContain("2 bars outside them left out");
    const lunch = ["02:30", "02:45", "03:30", "03:45", "06:00"].map((clock) => Date.parse(`2024-01-05T${clock}Z`));
    const noon = resampleBars(barsAt(lunch, 1, "15m"), "1h", { calendar: "JPX" });
    expect([...noon.closeTime].map(formatBarTime)).toEqual(["2024-01-05T03:00:00.000Z", "2024-01-05T04:30:00.000Z", "2024-01-05T06:30:00.000Z"]);
    expect(noon.provenance).toContain("2 bars outside");
  });
});

describe("laws, over changes of the clocks and half days", () => {
  const options = ([calendar]: readonly [ExchangeName, string], anchor: "session" | "clock"): ResampleOptions => ({ calendar, anchor });

  test("by way of five or fifteen minutes or of hours the same bars come out", () => {
    fc.assert(fc.property(situation, fc.constantFrom("5m", "15m", "1h"), fc.constantFrom("1h", "1d"), fc.boolean(), ({ anchor, kept, seed, where }, middle, last, hasCalendar) => {
      fc.pre(middle !== last);
      const bars = barsAt(minutesOf(...where, { kept, seed }), seed);
      const chosen = hasCalendar ? options(where, anchor) : {};
      const now = bars.closeTime.at(-1)! + 2 * INTERVAL_MILLIS["1d"];
      const [direct, byWay] = [resampleBars(bars, last, { ...chosen, now }), resampleBars(resampleBars(bars, middle, { ...chosen, now }), last, { ...chosen, now })];
      for (const name of COLUMNS) expect(byWay[name]).toEqual(direct[name]);
    }), { seed: 1, numRuns: 60 });
  });

  test.each(DATES)("%s around %s: from minutes by way of five minutes and hours the days come out bit for bit, by sessions and by UTC", (...where) => {
    for (const [kept, anchor] of [[1, "session"], [0.7, "clock"], [0.05, "session"]] as const) {
      const bars = barsAt(minutesOf(...where, { days: 6, kept, seed: 7 }), 7);
      const now = bars.closeTime.at(-1)! + 3 * INTERVAL_MILLIS["1d"];
      for (const chosen of [{ now }, { now, ...options(where, anchor) }]) {
        const byWay = (["5m", "1h", "1d"] as const).reduce((made, interval) => resampleBars(made, interval, chosen), bars);
        const direct = resampleBars(bars, "1d", chosen);
        for (const name of COLUMNS) expect(byWay[name]).toEqual(direct[name]);
        expect(direct.volume.reduce((sum, volume) => sum + volume, 0)).toBe(bars.volume.reduce((sum, volume) => sum + volume, 0));
      }
    }
  });

  test("each bar belongs to one longer bar: the volume is kept, and each longer bar is made of those between its neighbours", () => {
    fc.assert(fc.property(situation, fc.constantFrom("5m", "1h", "1d"), ({ anchor, kept, seed, where }, interval) => {
      const bars = barsAt(minutesOf(...where, { kept, seed }), seed);
      const made = resampleBars(bars, interval, { ...options(where, anchor), now: Number.POSITIVE_INFINITY });
      let row = 0;
      made.closeTime.forEach((stamp, k) => {
        const start = row;
        // The exchange's date, not the UTC moment, ends a day: Sydney's ends in UTC's afternoon.
        const isWithin = (time: number): boolean => (interval === "1d" ? exchangeCalendar(where[0]).sessionBefore(time).day <= dayOf(isoDay(Math.floor(stamp / INTERVAL_MILLIS["1d"]))) : time <= stamp);
        while (row < bars.closeTime.length && isWithin(bars.closeTime[row]!)) row++;
        const part = sliceBars(bars, start, row);
        expect([made.open[k], made.high[k], made.low[k], made.close[k], made.volume[k]]).toEqual([part.open[0], part.high.reduce((a, b) => Math.max(a, b)), part.low.reduce((a, b) => Math.min(a, b)), part.close.at(-1), part.volume.reduce((a, b) => a + b)]);
      });
      expect(row).toBe(bars.closeTime.length);
    }), { seed: 1, numRuns: 40 });
  });

  test("nothing looks ahead: bars cut anywhere give the same longer bars, only fewer", () => {
    fc.assert(fc.property(situation, fc.constantFrom("5m", "1h", "1d"), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), ({ anchor, kept, seed, where }, interval, share, hasCalendar) => {
      const bars = barsAt(minutesOf(...where, { kept, seed, after: where[0] === "FOREX" || where[0] === "CRYPTO" ? 0 : 90 }), seed);
      const chosen = hasCalendar ? options(where, anchor) : {};
      const [whole, part] = [resampleBars(bars, interval, chosen), resampleBars(sliceBars(bars, 0, Math.floor(share * bars.closeTime.length)), interval, chosen)];
      for (const name of COLUMNS) expect(part[name]).toEqual(whole[name].subarray(0, part.closeTime.length));
    }), { seed: 1, numRuns: 60 });
  });

  test("no bar is made where none traded, and stamps rise", () => {
    fc.assert(fc.property(situation, ({ anchor, seed, where }) => {
      const bars = barsAt(minutesOf(...where, { kept: 0.02, seed }), seed);
      const { close, closeTime } = resampleBars(bars, "1h", options(where, anchor));
      expect(close.every(Number.isFinite)).toBe(true);
      expect(closeTime.every((time, k) => k === 0 || time > closeTime[k - 1]!)).toBe(true);
    }), { seed: 1, numRuns: 20 });
  });

  test("a crypto day is a day of UTC", () => {
    const bars = barsAt(minutesOf("CRYPTO", "2024-03-31", { days: 2, kept: 0.5 }));
    expect(resampleBars(bars, "1d", { calendar: "CRYPTO" }).close).toEqual(resampleBars(bars, "1d").close);
  });
});

describe("missing values", () => {
  const holed = mapBars(barsAt(Array.from({ length: 4 }, (_, k) => (k + 1) * 5 * MINUTE), 2, "5m"), (column, name) => (name === "closeTime" ? column : column.map((value, row) => (row === 0 || row === 3 ? Number.NaN : value))));
  const hour = (missing?: "keep" | "skip"): readonly (number | undefined)[] => {
    const made = resampleBars(holed, "1h", { now: 60 * MINUTE, ...(missing && { missing }) });
    return [made.open[0], made.high[0], made.low[0], made.close[0], made.volume[0]];
  };

  test("a missing value makes the longer bar's missing, unless the known ones are asked for", () => {
    expect(hour()).toEqual(Array.from({ length: 5 }, () => Number.NaN));
    expect(hour("skip")).toEqual([holed.open[1], Math.max(holed.high[1]!, holed.high[2]!), Math.min(holed.low[1]!, holed.low[2]!), holed.close[2], holed.volume[1]! + holed.volume[2]!]);
  });

  test("where nothing is known nothing is made up", () => {
    const empty = mapBars(holed, (column, name) => (name === "volume" ? column.map(() => Number.NaN) : column));
    expect(resampleBars(empty, "1h", { missing: "skip", now: 60 * MINUTE }).volume[0]).toBeNaN();
  });
});

test.each([
  ["bars out of order", () => resampleBars(barsAt([2 * MINUTE, MINUTE]), "1h"), "resampleBars: row 1 of X is not later than the row before. repairBars sorts"],
  ["a bar without time", () => resampleBars(barsAt([Number.NaN]), "1h"), "resampleBars: row 0 of X is not later"],
  ["a shorter interval", () => resampleBars(barsAt([1], 1, "1h"), "5m"), "1h bars of X cannot be made into 5m ones"],
  ["an anchor without calendar", () => resampleBars(barsAt([1]), "1h", { anchor: "session" }), 'anchor "session" needs a calendar'],
] as const)("%s is refused", (_, resample, text) => {
  expect(resample).toThrow(text);
});

test("every calendar is known", () => {
  for (const calendar of EXCHANGES) expect(resampleBars(barsAt(minutesOf(calendar, "2024-02-07", { days: 0 })), "1d", { calendar }).closeTime).toHaveLength(1);
});
