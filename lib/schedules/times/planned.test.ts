import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exchangeCalendar } from "../../market/index.ts";
import { scheduleOf } from "../schedules.fixture.ts";
import { localTime } from "./localTime.ts";
import { nextRuns } from "./planned.ts";

const times = (fields: Readonly<Record<string, unknown>>, from: string, count: number): readonly string[] => nextRuns(scheduleOf(fields), Date.parse(from), count).map(({ time }) => new Date(time).toISOString().slice(0, 16));
const reasons = (fields: Readonly<Record<string, unknown>>, from: string, count: number): readonly string[] => nextRuns(scheduleOf(fields), Date.parse(from), count).map(({ reason }) => reason);

describe("a cron expression where clocks change", () => {
  // Dates of the changes: IANA data base; New York 2026-03-08 and 11-01, London 2026-03-29 and 10-25, Sydney 2026-04-05 and 10-04.
  test("a fixed time that does not exist runs when the clocks have gone forward", () => {
    expect(times({ cron: "30 2 * * *", zone: "America/New_York" }, "2026-03-07T00:00:00Z", 3)).toEqual(["2026-03-07T07:30", "2026-03-08T07:00", "2026-03-09T06:30"]);
    expect(times({ cron: "30 1 * * *", zone: "Europe/London" }, "2026-03-28T00:00:00Z", 3)).toEqual(["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"]);
    expect(times({ cron: "30 2 * * *", zone: "Australia/Sydney" }, "2026-10-02T00:00:00Z", 3)).toEqual(["2026-10-02T16:30", "2026-10-03T16:00", "2026-10-04T15:30"]);
    expect(reasons({ cron: "30 2 * * *", zone: "America/New_York" }, "2026-03-08T00:00:00Z", 2)).toEqual([
      "cron 30 2 * * *; the time does not exist on this day: clocks go forward, it runs when they have", "cron 30 2 * * *",
    ]);
  });

  test("a fixed time that comes twice runs the first time", () => {
    expect(times({ cron: "30 1 * * *", zone: "America/New_York" }, "2026-11-01T00:00:00Z", 2)).toEqual(["2026-11-01T05:30", "2026-11-02T06:30"]);
    expect(times({ cron: "30 1 * * *", zone: "Europe/London" }, "2026-10-25T00:00:00Z", 2)).toEqual(["2026-10-25T00:30", "2026-10-26T01:30"]);
    expect(times({ cron: "30 2 * * *", zone: "Australia/Sydney" }, "2026-04-04T00:00:00Z", 2)).toEqual(["2026-04-04T15:30", "2026-04-05T16:30"]);
    expect(reasons({ cron: "30 1 * * *", zone: "America/New_York" }, "2026-11-01T00:00:00Z", 1)).toEqual(["cron 30 1 * * *; the time comes twice on this day: this is the first"]);
  });

  test("a pattern of steps keeps its distance: nothing in the missing hour, both passes of the repeated one", () => {
    expect(times({ cron: "*/30 * * * *", zone: "America/New_York" }, "2026-03-08T06:00:00Z", 3)).toEqual(["2026-03-08T06:30", "2026-03-08T07:00", "2026-03-08T07:30"]);
    expect(times({ cron: "*/30 1 * * *", zone: "America/New_York" }, "2026-11-01T00:00:00Z", 4)).toEqual(["2026-11-01T05:00", "2026-11-01T05:30", "2026-11-01T06:00", "2026-11-01T06:30"]);
    expect(reasons({ cron: "*/30 1 * * *", zone: "America/New_York" }, "2026-11-01T05:30:00Z", 1)[0]).toMatch(/this is the second$/);
  });

  test("times of a zone without summer time do not move", () => {
    expect(times({ cron: "0 9 * * *", zone: "Asia/Tokyo" }, "2026-03-07T12:00:00Z", 3)).toEqual(["2026-03-08T00:00", "2026-03-09T00:00", "2026-03-10T00:00"]);
  });

  test("a time is shown on the clocks of its zone", () => {
    expect(localTime(Date.parse("2026-03-08T07:00:00Z"), "America/New_York")).toBe("Sun 2026-03-08 03:00:00 EDT");
  });
});

describe("a cron expression in the calendar", () => {
  test("29 February comes in leap years alone", () => {
    expect(times({ cron: "0 0 29 2 *", zone: "UTC" }, "2026-01-01T00:00:00Z", 2)).toEqual(["2028-02-29T00:00", "2032-02-29T00:00"]);
    expect(times({ cron: "0 12 * * *", zone: "UTC" }, "2028-02-28T00:00:00Z", 3)).toEqual(["2028-02-28T12:00", "2028-02-29T12:00", "2028-03-01T12:00"]);
  });

  test("goes over the end of the year, in the year of its own zone", () => {
    expect(times({ cron: "0 22 31 12 *", zone: "America/New_York" }, "2026-12-31T12:00:00Z", 2)).toEqual(["2027-01-01T03:00", "2028-01-01T03:00"]);
  });

  test("with `only` comes on trading days, half days or closed days of an exchange", () => {
    expect(times({ cron: "0 7 * * *", zone: "America/New_York", only: { exchange: "NYSE" } }, "2026-07-01T00:00:00Z", 4)).toEqual(["2026-07-01T11:00", "2026-07-02T11:00", "2026-07-06T11:00", "2026-07-07T11:00"]);
    expect(times({ cron: "0 7 * * *", zone: "America/New_York", only: { exchange: "NYSE", days: "half" } }, "2026-07-01T00:00:00Z", 2)).toEqual(["2026-11-27T12:00", "2026-12-24T12:00"]);
    expect(reasons({ cron: "0 7 * * 1-5", zone: "America/New_York", only: { exchange: "NYSE", days: "closed" } }, "2026-07-01T00:00:00Z", 1)[0]).toMatch(/NYSE is closed on 2026-07-03 \(.*Independence Day.*\)/);
  });

  test("with `only` the rest of a day that does not count is left at once, also every minute", () => {
    expect(times({ cron: "* * * * *", zone: "America/New_York", only: { exchange: "NYSE" } }, "2026-07-02T23:58:00-04:00", 2)).toEqual(["2026-07-03T03:59", "2026-07-06T04:00"]);
  });
});

describe("a moment of an exchange", () => {
  test("30 minutes after the close of New York: summer time, weekends, holidays and half days", () => {
    const fields = { after: { exchange: "NYSE", event: "close", minutes: 30 } };
    // 2026: clocks on 8 March; Thanksgiving 26 November, 13:00 close the day after.
    expect(times(fields, "2026-03-06T00:00:00Z", 2)).toEqual(["2026-03-06T21:30", "2026-03-09T20:30"]);
    expect(times(fields, "2026-11-25T00:00:00Z", 3)).toEqual(["2026-11-25T21:30", "2026-11-27T18:30", "2026-11-30T21:30"]);
    expect(reasons(fields, "2026-11-26T00:00:00Z", 2)).toEqual(["30 min after NYSE closes at 13:00; half day; none on 2026-11-26: Thanksgiving", "30 min after NYSE closes at 16:00"]);
  });

  test("before an open, and on full or half days alone", () => {
    expect(times({ before: { exchange: "LSE", event: "open", minutes: 15 } }, "2026-03-27T12:00:00Z", 2)).toEqual(["2026-03-30T06:45", "2026-03-31T06:45"]);
    expect(times({ before: { exchange: "ASX", event: "open", minutes: 60 } }, "2026-10-02T12:00:00Z", 2)).toEqual(["2026-10-04T22:00", "2026-10-05T22:00"]);
    expect(times({ after: { exchange: "NYSE", event: "close", days: "half" } }, "2026-01-01T00:00:00Z", 2)).toEqual(["2026-11-27T18:00", "2026-12-24T18:00"]);
    expect(times({ after: { exchange: "NYSE", event: "close", days: "full" } }, "2026-12-24T00:00:00Z", 1)).toEqual(["2026-12-28T21:00"]);
  });

  test("keep their distance to the open of New York, London and Sydney over both changes of the year", () => {
    // The hour in UTC before and after each change.
    const around = (exchange: string, from: string): readonly string[] => times({ after: { exchange, event: "open", minutes: 10 } }, from, 2).map((time) => time.slice(5));
    expect(around("NYSE", "2026-03-06T00:00:00Z")).toEqual(["03-06T14:40", "03-09T13:40"]);
    expect(around("NYSE", "2026-10-30T00:00:00Z")).toEqual(["10-30T13:40", "11-02T14:40"]);
    expect(around("LSE", "2026-03-27T00:00:00Z")).toEqual(["03-27T08:10", "03-30T07:10"]);
    expect(around("LSE", "2026-10-23T00:00:00Z")).toEqual(["10-23T07:10", "10-26T08:10"]);
    expect(around("ASX", "2026-04-01T12:00:00Z")).toEqual(["04-01T23:10", "04-07T00:10"]);
    expect(around("ASX", "2026-10-01T12:00:00Z")).toEqual(["10-02T00:10", "10-04T23:10"]);
  });

  test("a day far after the close still finds the sessions before", () => {
    expect(times({ after: { exchange: "NYSE", event: "close", minutes: 1440 } }, "2026-07-05T00:00:00Z", 1)).toEqual(["2026-07-07T20:00"]);
    expect(times({ after: { exchange: "NYSE", event: "close", minutes: 1440 } }, "2026-07-03T00:00:00Z", 1)).toEqual(["2026-07-03T20:00"]);
  });

  test("days beyond the years that were checked say so", () => {
    expect(reasons({ after: { exchange: "NYSE", event: "close" } }, "2031-06-01T00:00:00Z", 1)[0]).toContain("holidays of NYSE after 2030 are by rule, unchecked");
    expect(reasons({ cron: "0 7 * * *", zone: "America/New_York", only: { exchange: "NYSE" } }, "2031-06-01T12:00:00Z", 1)[0]).toContain("holidays of NYSE after 2030 are by rule, unchecked");
  });
});

describe("all times", () => {
  const fields = fc.oneof(
    fc.record({ cron: fc.constantFrom("*/7 * * * *", "30 2 * * *", "0,30 1-3 * * *", "15 10 1 * *", "0 0 * * 1-5"), zone: fc.constantFrom("America/New_York", "Europe/London", "Australia/Sydney", "UTC", "Asia/Kolkata") }),
    fc.record({ after: fc.record({ exchange: fc.constantFrom("NYSE", "LSE", "JPX", "ASX", "CRYPTO", "FOREX"), event: fc.constantFrom("open", "close"), minutes: fc.integer({ min: 0, max: 1440 }) }) }),
    fc.record({ before: fc.record({ exchange: fc.constantFrom("NYSE", "LSE", "JPX", "ASX", "CRYPTO", "FOREX"), event: fc.constantFrom("open", "close"), minutes: fc.integer({ min: 0, max: 1440 }) }) }),
  );
  const from = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2029, 0, 1) });

  test("come after the moment asked, in order, and are the same from any moment before them", () => {
    fc.assert(fc.property(fields, from, (given, moment) => {
      const planned = nextRuns(scheduleOf(given), moment, 6);
      expect(planned).toHaveLength(6);
      expect(planned[0]!.time).toBeGreaterThan(moment);
      for (let k = 1; k < 6; k++) expect(planned[k]!.time).toBeGreaterThan(planned[k - 1]!.time);
      expect(nextRuns(scheduleOf(given), planned[2]!.time, 3)).toEqual(planned.slice(3));
      expect(nextRuns(scheduleOf(given), planned[2]!.time - 1, 1)[0]).toEqual(planned[2]);
    }), { seed: 1, numRuns: 60 });
  });

  test("start at or after their moment and before the next one, however long the jitter, and in order", () => {
    fc.assert(fc.property(fields, fc.constantFrom("1s", "7min", "12h"), from, (given, jitter, moment) => {
      const planned = nextRuns(scheduleOf({ ...given, jitter }), moment, 8);
      for (let k = 0; k < 7; k++) {
        expect(planned[k]!.start).toBeGreaterThanOrEqual(planned[k]!.time);
        expect(planned[k]!.start).toBeLessThan(planned[k + 1]!.time);
      }
      expect(nextRuns(scheduleOf({ ...given, jitter }), planned[2]!.time, 3)).toEqual(planned.slice(3, 6));
    }), { seed: 1, numRuns: 60 });
  });

  test("of an exchange and of `only` lie on its trading days, as its calendar counts them, and leave none out", () => {
    const exchange = fc.constantFrom("NYSE", "LSE", "JPX", "ASX");
    fc.assert(fc.property(exchange, fc.constantFrom("open", "close"), fc.integer({ min: 0, max: 90 }), from, (name, event, minutes, moment) => {
      const calendar = exchangeCalendar(name);
      const planned = nextRuns(scheduleOf({ after: { exchange: name, event, minutes } }), moment, 12);
      const days = planned.map(({ time }) => calendar.localDay(time));
      for (const [k, day] of days.entries()) {
        const session = calendar.sessionOf(day);
        expect(planned[k]!.time).toBe((event === "open" ? session?.open : session?.scheduledClose)! + minutes * 60_000);
      }
      expect(days.slice(1, -1)).toEqual(calendar.tradingDaysBetween(days[0]!, days.at(-1)!));
      const daily = nextRuns(scheduleOf({ cron: "30 9 * * *", zone: calendar.timeZone, only: { exchange: name } }), moment, 12).map(({ time }) => calendar.localDay(time));
      expect(daily.slice(1, -1)).toEqual(calendar.tradingDaysBetween(daily[0]!, daily.at(-1)!));
    }), { seed: 1, numRuns: 25 });
  });

  test("none comes where no day is like that: half days of an exchange that has none", () => {
    for (const exchange of ["CRYPTO", "JPX"] as const) {
      const moment = { exchange, event: "close", minutes: 0, days: "half" } as const;
      expect(nextRuns({ ...scheduleOf({ after: { exchange, event: "close" } }), after: moment }, Date.UTC(2026, 0, 1), 1)).toEqual([]);
    }
  });

  test("jitter moves a start by less than it says, the same way each time, and otherwise for another seed or name", () => {
    const fields = { cron: "0 * * * *", zone: "UTC", jitter: "10min" };
    const planned = nextRuns(scheduleOf(fields), 0, 200);
    const delays = planned.map(({ start, time }) => start - time);
    expect(nextRuns(scheduleOf(fields), 0, 200)).toEqual(planned);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThan(600_000);
    expect(new Set(delays).size).toBeGreaterThan(100);
    expect(nextRuns({ ...scheduleOf(fields), seed: 2 }, 0, 200).map(({ start, time }) => start - time)).not.toEqual(delays);
    expect(nextRuns({ ...scheduleOf(fields), name: "other" }, 0, 200).map(({ start, time }) => start - time)).not.toEqual(delays);
  });
});
