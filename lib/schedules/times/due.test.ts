import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scheduleOf } from "../schedules.fixture.ts";
import { dueRuns } from "./due.ts";
import { nextRuns } from "./planned.ts";

const DAY = 86_400_000;
const at = (text: string): number => Date.parse(text);
const daily = (missed: unknown, more: Readonly<Record<string, unknown>> = {}) => scheduleOf({ cron: "0 2 * * *", zone: "UTC", missed, ...more });
const hours = (due: ReturnType<typeof dueRuns>): readonly string[] => due.begin.map(({ isMissed, time }) => `${new Date(time).toISOString().slice(0, 13)}${isMissed ? " missed" : ""}`);

describe("a laptop that slept for three days", () => {
  const [slept, woke] = [at("2026-03-06T01:00:00Z"), at("2026-03-09T08:00:00Z")];

  test("skip leaves all out", () => {
    const due = dueRuns(daily("skip"), slept, woke);
    expect(hours(due)).toEqual([]);
    expect(due.leftOut).toEqual([{ count: 4, from: at("2026-03-06T02:00:00Z"), to: at("2026-03-09T02:00:00Z"), why: "missed, and the rule is skip" }]);
    expect(due.judgedTo).toBe(at("2026-03-09T02:00:00Z"));
  });

  test("latest does the newest", () => {
    const due = dueRuns(daily("latest"), slept, woke);
    expect(hours(due)).toEqual(["2026-03-09T02 missed"]);
    expect(due.leftOut).toMatchObject([{ count: 3 }]);
  });

  test("catch-up does the newest up to its limit, oldest first", () => {
    expect(hours(dueRuns(daily("catch-up"), slept, woke))).toEqual(["2026-03-06T02 missed", "2026-03-07T02 missed", "2026-03-08T02 missed", "2026-03-09T02 missed"]);
    const limited = dueRuns(daily({ rule: "catch-up", limit: 2 }), slept, woke);
    expect(hours(limited)).toEqual(["2026-03-08T02 missed", "2026-03-09T02 missed"]);
    expect(limited.leftOut).toMatchObject([{ count: 2, why: "missed, and at most 2 are caught up" }]);
  });

  test("what is older than `within` is left out uncounted", () => {
    const due = dueRuns(daily({ rule: "catch-up", within: "1d" }), slept, woke);
    expect(hours(due)).toEqual(["2026-03-09T02 missed"]);
    expect(due.leftOut).toMatchObject([{ from: at("2026-03-06T02:00:00Z"), to: woke - DAY, why: "missed, all times of this stretch, too long ago" }]);
  });

  test("one that wakes at a time does that one, and latest does no other", () => {
    expect(hours(dueRuns(daily("latest"), slept, at("2026-03-09T02:00:10Z")))).toEqual(["2026-03-09T02"]);
    expect(hours(dueRuns(daily("catch-up"), slept, at("2026-03-09T02:00:10Z"))).at(-1)).toBe("2026-03-09T02");
  });
});

test("a time that comes every minute for years is decided in one go, up to its limit", () => {
  const due = dueRuns(scheduleOf({ cron: "* * * * *", zone: "UTC", missed: { rule: "catch-up", within: "2h" } }), at("2022-01-01T00:00:00Z"), at("2026-01-01T00:00:30Z"));
  expect(due.begin.filter(({ isMissed }) => isMissed)).toHaveLength(5);
  expect(due.judgedTo).toBe(at("2026-01-01T00:00:00Z"));
});

test("a time that waits for its jitter is not due, and not decided", () => {
  const schedule = daily("latest", { jitter: "1h" });
  const [planned] = nextRuns(schedule, at("2026-03-06T00:00:00Z"), 1);
  const before = dueRuns(schedule, at("2026-03-06T00:00:00Z"), planned!.start - 1);
  expect(before).toMatchObject({ begin: [], judgedTo: at("2026-03-06T00:00:00Z") });
  expect(dueRuns(schedule, before.judgedTo, planned!.start).begin).toMatchObject([{ time: planned!.time, isMissed: false }]);
});

test("a clock that was set back decides nothing twice", () => {
  const done = dueRuns(daily("latest"), at("2026-03-06T01:00:00Z"), at("2026-03-06T02:00:05Z"));
  const back = dueRuns(daily("latest"), done.judgedTo, at("2026-03-06T01:30:00Z"));
  expect(back).toEqual({ begin: [], leftOut: [], judgedTo: done.judgedTo });
  expect(dueRuns(daily("latest"), back.judgedTo, at("2026-03-06T02:00:01Z")).begin).toEqual([]);
});

test("however often the clock is looked at, each time is begun or left out exactly once", () => {
  const rules = fc.constantFrom("skip", "latest", "catch-up");
  fc.assert(fc.property(rules, fc.constantFrom("0s", "20min"), fc.array(fc.integer({ min: 1, max: 12 * 3600 }), { minLength: 1, maxLength: 20 }), (missed, jitter, steps) => {
    const schedule = scheduleOf({ cron: "17 * * * *", zone: "America/New_York", missed: { rule: missed, limit: 100 }, jitter });
    const from = at("2026-10-31T20:00:00Z");
    let [judgedTo, now, decided] = [from, from, 0];
    for (const step of steps) {
      now += step * 1000;
      const due = dueRuns(schedule, judgedTo, now);
      decided += due.begin.length + due.leftOut.reduce((sum, { count }) => sum + count, 0);
      judgedTo = due.judgedTo;
    }
    const planned = nextRuns(schedule, from, 300).filter(({ start, time }) => time <= now && start <= now);
    expect(decided).toBe(planned.length);
  }), { seed: 1, numRuns: 25 });
});
