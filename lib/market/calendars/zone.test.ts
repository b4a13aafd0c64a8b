import fc from "fast-check";
import { expect, test } from "vitest";
import { zoneOf } from "./zone.ts";

const HOUR = 3_600_000;
const ZONES = ["America/New_York", "Europe/London", "Asia/Tokyo", "Australia/Sydney", "UTC"];
const moment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2035, 0, 1) });

// Laws of the countries: United States 1986 and 2005, European Union 2000/84/EC, New South Wales 1987 and 2007, and 2006 for the Commonwealth Games.
test.each([
  ["America/New_York", "2006-04-02T07:00Z", -5, -4],
  ["America/New_York", "2006-10-29T06:00Z", -4, -5],
  ["America/New_York", "2024-03-10T07:00Z", -5, -4],
  ["America/New_York", "2024-11-03T06:00Z", -4, -5],
  ["Europe/London", "1998-03-29T01:00Z", 0, 1],
  ["Europe/London", "2024-03-31T01:00Z", 0, 1],
  ["Europe/London", "2024-10-27T01:00Z", 1, 0],
  // On the first moment of a month.
  ["Africa/Casablanca", "2008-06-01T00:00Z", 0, 1],
  ["Australia/Sydney", "2005-03-26T16:00Z", 11, 10],
  ["Australia/Sydney", "2006-04-01T16:00Z", 11, 10],
  ["Australia/Sydney", "2024-04-06T16:00Z", 11, 10],
  ["Australia/Sydney", "2024-10-05T16:00Z", 10, 11],
])("clocks of %s change at %s from UTC%i to UTC%i", (name, text, before, after) => {
  const time = Date.parse(text);
  const { spanAt } = zoneOf(name);
  expect([spanAt(time - 1).offset / HOUR, spanAt(time).offset / HOUR]).toEqual([before, after]);
  expect([spanAt(time - 1).until, spanAt(time).from]).toEqual([time, time]);
});

test("a stretch holds its moment and has the offset of Node's own clock there", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), moment, (name, time) => {
      const { from, offset, until } = zoneOf(name).spanAt(time);
      expect(from <= time && time < until).toBe(true);
      const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: name, dateStyle: "short", timeStyle: "medium" }).format(time);
      expect(new Date(Math.floor((time + offset) / 1000) * 1000).toISOString()).toBe(`${shown.replace(" ", "T")}.000Z`);
    }), { seed: 1 },
  );
});

test("a local time leads back to its moment, but for the hour that clocks repeat", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), moment, (name, time) => {
      const { spanAt, toUtc } = zoneOf(name);
      const { from, offset, until } = spanAt(time);
      fc.pre(time - from > 2 * HOUR && until - time > 2 * HOUR);
      expect(toUtc(time + offset)).toBe(time);
    }), { seed: 1 },
  );
});

test("years far away have clocks too", () => {
  expect(zoneOf("America/New_York").spanAt(Date.UTC(1901, 6, 1)).offset).toBe(-5 * HOUR);
  expect(zoneOf("America/New_York").spanAt(Date.UTC(2300, 6, 1)).offset).toBe(-4 * HOUR);
  expect(zoneOf("America/New_York").spanAt(Date.UTC(1880, 6, 1)).offset).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000);
});
