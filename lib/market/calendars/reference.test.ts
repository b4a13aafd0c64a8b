import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { DAY_MILLIS, dayOf, isoDay } from "./day.ts";
import { exchangeCalendar } from "./exchangeCalendar.ts";

// Made by scripts/reference/calendars.py from the Python package exchange_calendars.
const stretch = z.tuple([z.string(), z.number(), z.number(), z.array(z.number())]);
const reference = z
  .object({ first: z.string(), last: z.string(), exchanges: z.record(z.string(), z.object({ code: z.string(), closed: z.array(z.string()), times: z.array(stretch) })) })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "reference.json"), "utf8")));

type Difference = readonly [what: string, first: string, last: string, days: number];

/** Days on which ours and the reference differ, by what differs. */
function differences(name: "NYSE" | "LSE" | "JPX" | "ASX"): Difference[] {
  const { closed, times } = reference.exchanges[name]!;
  const calendar = exchangeCalendar(name);
  const shut = new Set(closed);
  const found = new Map<string, string[]>();
  const note = (what: string, day: number): unknown => found.set(what, [...(found.get(what) ?? []), isoDay(day)]);
  for (let day = dayOf(reference.first); day <= dayOf(reference.last); day++) {
    const weekday = new Date(day * DAY_MILLIS).getUTCDay();
    const isOpen = weekday !== 0 && weekday !== 6 && !shut.has(isoDay(day));
    const session = calendar.sessionOf(day);
    if (isOpen !== (session !== undefined)) note("trading day", day);
    if (!isOpen || !session) continue;
    const [, open, close, breaks] = times.findLast(([from]) => from <= isoDay(day))!;
    const minutes = (time: number): number => (time - day * DAY_MILLIS) / 60_000;
    if (minutes(session.open) !== open) note("open", day);
    if (minutes(session.close) !== close) note("close", day);
    if (String(session.breaks.flatMap(({ from, to }) => [minutes(from), minutes(to)])) !== String(breaks)) note("lunch", day);
  }
  return [...found].map(([what, days]) => [what, days[0]!, days.at(-1)!, days.length] as const);
}

// Every other day of 1998..2030 is equal: trading or not, open, lunch break and close to the minute.

test("Australia differs on two days of failures, which the reference leaves out", () => {
  expect(differences("ASX")).toEqual([
    ["open", "2016-09-19", "2016-09-19", 1],
    ["close", "2016-09-19", "2020-11-16", 2],
  ]);
});

test("New York differs on two days of hours of their own, which the reference leaves out", () => {
  expect(differences("NYSE")).toEqual([
    ["open", "2002-09-11", "2002-09-11", 1],
    ["close", "2009-07-02", "2009-07-02", 1],
  ]);
});

test("London differs before 20 September 1999, for which the reference has today's open, and on the day of a failure", () => {
  expect(differences("LSE")).toEqual([
    ["open", "1998-01-02", "2000-04-05", 433 + 1],
    ["close", "2000-04-05", "2000-04-05", 1],
  ]);
});

test("Tokyo differs by the law of 1998 and by hours that the reference leaves out", () => {
  expect(differences("JPX")).toEqual([
    // First and last days of 1998..2009, and 18 January 2006.
    ["close", "1998-01-05", "2009-01-05", 24],
    // The morning ended at 11:00 until 18 November 2011.
    ["lunch", "1998-01-05", "2011-11-18", 3410],
    // A holiday on a Sunday moved by one day: the rule that carries it over two more holidays is of 2007. The packages jpholiday and holidays agree.
    ["trading day", "1998-05-06", "1998-05-06", 1],
    ["open", "2005-11-01", "2005-11-01", 1],
  ]);
});

test("the reference names the exchanges by the same codes", () => {
  expect(Object.entries(reference.exchanges).map(([name, { code }]) => [name, code])).toEqual([["NYSE", "XNYS"], ["LSE", "XLON"], ["JPX", "XTKS"], ["ASX", "XASX"]]);
  for (const name of ["NYSE", "LSE", "JPX", "ASX"] as const) expect(exchangeCalendar(name).code).toBe(reference.exchanges[name]!.code);
});
