import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MILLIS, dayOf, dayOfBar, isoDay } from "./day.ts";
import { exchangeCalendar, EXCHANGES, type ExchangeName } from "./exchangeCalendar.ts";

const at = (text: string): number => Date.parse(`${text}Z`);
const clock = (time: number): string => new Date(time).toISOString().slice(0, 16);
const hours = (name: ExchangeName, date: string): string => {
  const session = exchangeCalendar(name).sessionOf(dayOf(date));
  return session ? `${clock(session.open)} ${clock(session.close)}` : "shut";
};

test.each([
  // New York changes its clocks on the second Sunday of March, London on the last: for two weeks they are four hours apart.
  ["NYSE", "2024-03-08", "2024-03-08T14:30 2024-03-08T21:00"],
  ["NYSE", "2024-03-11", "2024-03-11T13:30 2024-03-11T20:00"],
  ["LSE", "2024-03-11", "2024-03-11T08:00 2024-03-11T16:30"],
  ["LSE", "2024-04-02", "2024-04-02T07:00 2024-04-02T15:30"],
  // In autumn London goes first, a week before New York.
  ["LSE", "2024-10-28", "2024-10-28T08:00 2024-10-28T16:30"],
  ["NYSE", "2024-11-01", "2024-11-01T13:30 2024-11-01T20:00"],
  ["NYSE", "2024-11-04", "2024-11-04T14:30 2024-11-04T21:00"],
  // The southern summer: Sydney opens on the UTC date before its own.
  ["ASX", "2024-04-05", "2024-04-04T23:00 2024-04-05T05:00"],
  ["ASX", "2024-04-08", "2024-04-08T00:00 2024-04-08T06:00"],
  ["ASX", "2024-10-07", "2024-10-06T23:00 2024-10-07T05:00"],
  // Tokyo has no summer time; its close moved on 5 November 2024.
  ["JPX", "2024-11-01", "2024-11-01T00:00 2024-11-01T06:00"],
  ["JPX", "2024-11-05", "2024-11-05T00:00 2024-11-05T06:30"],
  // The week of the currency market begins on the Sunday on which clocks change.
  ["FOREX", "2024-03-08", "2024-03-07T22:00 2024-03-08T22:00"],
  ["FOREX", "2024-03-11", "2024-03-10T21:00 2024-03-11T21:00"],
  ["FOREX", "2024-11-04", "2024-11-03T22:00 2024-11-04T22:00"],
  ["FOREX", "2024-03-10", "shut"],
  ["CRYPTO", "2024-03-10", "2024-03-10T00:00 2024-03-11T00:00"],
] as const)("%s on %s is open %s UTC", (name, date, expected) => {
  expect(hours(name, date)).toBe(expected);
});

test.each([
  ["NYSE", "2021-12-31", undefined], ["NYSE", "2023-01-02", "New Year's Day"], ["NYSE", "2022-06-20", "Juneteenth"], ["NYSE", "2020-07-03", "Independence Day"],
  ["LSE", "1999-12-31", "Millennium Eve"], ["LSE", "2002-05-27", undefined], ["LSE", "2002-06-03", "Jubilee of Queen Elizabeth II"], ["LSE", "2002-06-04", "Spring bank holiday, moved to the Jubilee"],
  ["LSE", "2011-04-29", "Royal wedding"], ["LSE", "2012-06-05", "Jubilee of Queen Elizabeth II"], ["LSE", "2020-05-04", undefined], ["LSE", "2020-05-08", "Early May bank holiday, moved to VE Day"],
  ["LSE", "2022-06-02", "Spring bank holiday, moved to the Jubilee"], ["LSE", "2023-05-08", "Coronation of King Charles III"], ["LSE", "2022-12-27", "Christmas Day"], ["LSE", "2021-12-28", "Boxing Day"],
  ["JPX", "2019-04-30", "Citizen's holiday"], ["JPX", "2019-05-01", "Accession of the Emperor"], ["JPX", "2019-10-22", "Enthronement of the Emperor"], ["JPX", "2021-07-23", "Sports Day"],
  ["JPX", "2024-12-31", "Year-end holiday"], ["JPX", "2025-01-02", "New Year's holiday"], ["JPX", "2024-12-30", undefined],
  ["ASX", "2010-04-26", "Anzac Day"], ["ASX", "2011-04-26", "Easter Tuesday"], ["ASX", "2021-04-26", undefined], ["ASX", "2026-04-27", undefined], ["ASX", "2024-06-10", "King's Birthday"],
  ["ASX", "2022-06-13", "Queen's Birthday"], ["ASX", "2023-10-02", undefined], ["CRYPTO", "2024-12-25", undefined], ["FOREX", "2024-12-25", undefined],
] as const)("%s keeps %s as %s", (name, date, holiday) => {
  expect(exchangeCalendar(name).holidayName(dayOf(date))).toBe(holiday);
});

test.each([
  ["NYSE", "2024-11-29", "13:00"], ["NYSE", "2024-07-03", "13:00"], ["NYSE", "2012-07-03", "13:00"], ["NYSE", "2002-07-05", "13:00"], ["NYSE", "2013-07-05", "16:00"], ["NYSE", "1999-12-31", "13:00"],
  ["LSE", "2023-12-22", "12:30"], ["LSE", "2024-12-31", "12:30"], ["ASX", "2024-12-24", "14:10"], ["ASX", "2022-12-23", "16:00"], ["JPX", "2008-12-30", "11:00"], ["JPX", "2009-12-30", "15:00"], ["JPX", "1999-01-04", "11:00"],
] as const)("%s on %s closes at %s", (name, date, close) => {
  const calendar = exchangeCalendar(name);
  const session = calendar.sessionOf(dayOf(date))!;
  expect(clock(session.close + calendar.zone.spanAt(session.close).offset)).toBe(`${date}T${close}`);
  expect(session.isHalfDay).toBe(close < "15:00");
  if (session.isHalfDay) expect(session.breaks).toEqual([]);
});

test("what nobody knew beforehand is told from what was scheduled", () => {
  const { isBeforeHoliday, isScheduledHoliday, isScheduledTradingDay, isTradingDay, specialClosing } = exchangeCalendar("NYSE");
  const attack = dayOf("2001-09-11");
  expect([isTradingDay(attack), isScheduledTradingDay(attack), isScheduledHoliday(attack), specialClosing(attack)]).toEqual([false, true, false, "Attack on the World Trade Center"]);
  expect([isBeforeHoliday(attack - 1), isBeforeHoliday(dayOf("2012-10-26")), isBeforeHoliday(dayOf("2024-03-28"))]).toEqual([false, false, true]);
  // The funeral of 19 September 2022 was proclaimed nine days before, yet no calendar had it.
  expect([exchangeCalendar("LSE").isBeforeHoliday(dayOf("2022-09-16")), exchangeCalendar("LSE").isTradingDay(dayOf("2022-09-19"))]).toEqual([false, false]);
  expect([exchangeCalendar("JPX").isBeforeHoliday(dayOf("2020-09-30")), exchangeCalendar("JPX").isTradingDay(dayOf("2020-10-01"))]).toEqual([false, false]);
});

test("a failure in the afternoon is not known in the morning", () => {
  const tokyo = exchangeCalendar("JPX").sessionOf(dayOf("2006-01-18"))!;
  expect([clock(tokyo.close), clock(tokyo.scheduledClose), tokyo.isHalfDay]).toEqual(["2006-01-18T05:40", "2006-01-18T06:00", false]);
  const london = exchangeCalendar("LSE").sessionOf(dayOf("2000-04-05"))!;
  expect([clock(london.open), clock(london.close), clock(london.scheduledClose)]).toEqual(["2000-04-05T14:45", "2000-04-05T19:00", "2000-04-05T15:30"]);
});

test("the days around a holiday reach over the weekend", () => {
  const { isAfterHoliday, isBeforeHoliday } = exchangeCalendar("LSE");
  const around = ["2024-03-27", "2024-03-28", "2024-03-29", "2024-03-30", "2024-04-01", "2024-04-02", "2024-04-03"].map(dayOf);
  expect(around.map(isBeforeHoliday)).toEqual([false, true, true, true, false, false, false]);
  expect(around.map(isAfterHoliday)).toEqual([false, false, false, true, true, true, false]);
  expect([isBeforeHoliday(dayOf("2024-01-05")), isAfterHoliday(dayOf("2024-01-08"))]).toEqual([false, false]);
});

test("a year begins and ends where the exchange's own date does", () => {
  const { localDay, nextOpen, previousClose } = exchangeCalendar("ASX");
  expect(isoDay(localDay(at("2023-12-31T13:00")))).toBe("2024-01-01");
  expect(isoDay(localDay(at("2023-12-31T12:59")))).toBe("2023-12-31");
  expect([clock(previousClose(at("2023-12-31T13:00"))), clock(nextOpen(at("2023-12-31T13:00")))]).toEqual(["2023-12-29T03:10", "2024-01-01T23:00"]);
  expect(isoDay(dayOfBar(at("2023-12-31T23:59:59.999")))).toBe("2023-12-31");
});

test("Tokyo is shut at lunch though in a session", () => {
  const { isOpen, sessionAt } = exchangeCalendar("JPX");
  expect(["02:29", "02:30", "03:29", "03:30", "06:29", "06:30"].map((time) => isOpen(at(`2025-03-04T${time}`)))).toEqual([true, false, false, true, true, false]);
  expect(sessionAt(at("2025-03-04T03:00"))?.day).toBe(dayOf("2025-03-04"));
});

const day = fc.integer({ min: dayOf("1997-06-01"), max: dayOf("2031-06-01") });
const moment = day.chain((date) => fc.integer({ min: date * DAY_MILLIS, max: (date + 1) * DAY_MILLIS }));

test.each(EXCHANGES)("%s: sessions come one after another and never overlap", (name) => {
  const { nextSession, previousSession, sessionOf, tradingDaysBetween } = exchangeCalendar(name);
  fc.assert(
    fc.property(day, (date) => {
      const next = nextSession(date);
      expect(next.day).toBeGreaterThan(date);
      expect(next.open < next.close && next.open < next.scheduledClose).toBe(true);
      expect(nextSession(next.day).open).toBeGreaterThanOrEqual(next.close);
      expect(previousSession(next.day + 1)).toEqual(next);
      expect(sessionOf(next.day)).toEqual(next);
      expect(tradingDaysBetween(date, next.day + 1)).toEqual([next.day]);
      let latest = next.open;
      for (const { from, to } of next.breaks) {
        expect(latest < from && from < to && to < next.close).toBe(true);
        latest = to;
      }
    }), { seed: 1 },
  );
});

test.each(EXCHANGES)("%s: the next open is ahead, the last close is not, and between them nobody trades or a session runs", (name) => {
  const { isOpen, localDay, nextOpen, previousClose, sessionAt, sessionBefore } = exchangeCalendar(name);
  fc.assert(
    fc.property(moment, (time) => {
      expect(nextOpen(time)).toBeGreaterThan(time);
      expect(previousClose(time)).toBeLessThanOrEqual(time);
      expect(sessionBefore(time).open).toBeLessThan(time);
      expect(isOpen(nextOpen(time))).toBe(true);
      const session = sessionAt(time);
      if (isOpen(time)) expect(session).toBeDefined();
      if (session) expect([session.open <= time && time < session.close, nextOpen(time) >= session.close, Math.abs(session.day - localDay(time)) <= 1]).toEqual([true, true, true]);
      else expect(sessionBefore(time).close).toBe(previousClose(time));
    }), { seed: 1 },
  );
});

test("an unknown exchange and a day that is no number are refused", () => {
  // @ts-expect-error The compiler refuses it, too.
  expect(() => exchangeCalendar("XPAR")).toThrow('exchangeCalendar: "XPAR" is no exchange known here. Use one of NYSE, LSE, JPX, ASX, CRYPTO, FOREX.');
  expect(() => exchangeCalendar("NYSE").nextOpen(Number.NaN)).toThrow('Clocks of America/New_York cannot show "NaN". Give milliseconds since 1970.');
  expect(() => exchangeCalendar("JPX").isTradingDay(dayOf("29 March 2024"))).toThrow("exchangeCalendar: JPX was asked for day NaN. Give whole days since 1970:");
  expect(() => exchangeCalendar("NYSE").nextSession(19811.5)).toThrow("NYSE was asked for day 19812.5.");
});
