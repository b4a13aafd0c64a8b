import { describe, expect, test } from "vitest";
import type { Schedule, ScheduledRun, ServiceState } from "../../lib/schedules/index.ts";
import { stateOf } from "../../lib/schedules/index.ts";
import { scheduleOf } from "../../lib/schedules/schedules.fixture.ts";
import { serviceText, statusText, type Seen } from "./statusText.ts";

const at = (text: string): number => Date.parse(text);
const NOW = at("2026-03-06T12:00:00Z");
const daily = (fields: Readonly<Record<string, unknown>> = {}): Schedule => scheduleOf({ cron: "0 2 * * *", zone: "UTC", ...fields });
const seen = (schedule: Schedule, runs: readonly ScheduledRun[] = [], isHeld = false): Seen => ({ schedule, runs, isHeld, folder: "/s" });
const run = (status: ScheduledRun["status"], more: Partial<ScheduledRun> = {}): ScheduledRun => ({
  id: "20260306-020000-abcdef", schedule: "nightly", planned: "2026-03-06T02:00:00.000Z", reason: "cron 0 2 * * *", status, started: "2026-03-06T02:00:00.000Z",
  ...(status === "running" ? {} : { ended: "2026-03-06T02:10:00.000Z" }), words: ["doctor"], attempts: [], ...more,
});
/** A state that has decided all times up to a moment. */
function stateTo(schedule: Schedule, judgedTo: number, more: Partial<ServiceState["schedules"][string]> = {}): ServiceState {
  const state: ServiceState = { version: 1, seen: judgedTo, schedules: {} };
  Object.assign(stateOf(state, schedule, judgedTo), more);
  return state;
}
const lines = (one: Seen, isServed: boolean, state?: ServiceState): readonly string[] => statusText(one, { isServed, state, now: NOW }).split("\n");

describe("the service", () => {
  const text = (isServed: boolean, seenAt?: number, schedules: readonly Seen[] = []) => serviceText({ isServed, now: NOW, state: seenAt === undefined ? undefined : { version: 1, seen: seenAt, schedules: {} } }, schedules);

  test("that never was, ended, runs or hangs is told as such", () => {
    expect(text(false)).toEqual({ isWell: false, text: "No service runs, so nothing begins by itself. There never was one. npx marketbook schedule start begins one, schedule install keeps one running." });
    expect(text(false, NOW - 60_000).text).toContain("The last one was at work until 2026-03-06 11:59:00 UTC or a few minutes more.");
    expect(text(true, NOW - 60_000)).toEqual({ isWell: true, text: "The service runs." });
    expect(text(true, NOW - 3_600_000)).toEqual({ isWell: false, text: "A service is there, but has not looked at its schedules since 2026-03-06 11:00:00 UTC: end it and begin it anew." });
  });

  test("is told with what runs and what did not go well", () => {
    const named = (name: string, ...rest: [ScheduledRun["status"], boolean?]): Seen => seen({ ...daily(), name }, [run(rest[0])], rest[1]);
    expect(text(true, NOW, [named("a", "running", true), named("b", "failed"), named("c", "done"), named("d", "running")]).text).toBe("The service runs.\nRunning now: a.\nLast run not done: b, d.");
  });
});

describe("a schedule", () => {
  const next = "  next      in 14 h: Sat 2026-03-07 02:00:00 UTC (cron 0 2 * * *)";

  test("that never ran", () => {
    expect(lines(seen(daily({ about: "a walk" })), true)).toEqual(["nightly: a walk", next, "  last      no run yet"]);
  });

  test("whose run is done, with its record and metrics", () => {
    const metrics = [{ metric: "rmse", value: 2, is: "usual" as const, why: "0.1 robust standard deviations" }, { metric: "mae", value: null, is: "N/A" as const, why: "results has no mae" }];
    expect(lines(seen(daily(), [run("done", { run: "r1", metrics })]), true)).toEqual(["nightly", next, "  done      2026-03-06 02:00:00 UTC, took 10 min, cron 0 2 * * *", "            npx marketbook runs show r1", "            rmse 2: usual, 0.1 robust standard deviations", "            mae N/A: results has no mae"]);
  });

  test("whose run failed names the reason and where to read on", () => {
    expect(lines(seen(daily(), [run("failed", { because: "exit code 1: no network", attempts: [1, 2].map(() => ({ started: "", ended: "", outcome: "failed", exitCode: 1 })) })]), true).slice(2)).toEqual([
      "  failed    2026-03-06 02:00:00 UTC, took 10 min, 2 attempts, cron 0 2 * * *", "            exit code 1: no network", "            what it printed is in /s/runs/nightly/20260306-020000-abcdef/output.log",
    ]);
  });

  test("that runs says how long, and whether it is late", () => {
    expect(lines(seen(daily(), [run("running")], true), true)[2]).toBe("  running   2026-03-06 02:00:00 UTC, for 10 h, of at most 12 h, cron 0 2 * * *");
    expect(lines(seen(daily({ late: { end: "1h" } }), [run("running")], true), true)[2]).toContain("for 10 h, of at most 12 h, late: it was to end within 1 h");
  });

  test("whose record says running while nobody has its lock was cut off", () => {
    expect(lines(seen(daily(), [run("running")]), true).slice(2, 4)).toEqual(["  cut-off   2026-03-06 02:00:00 UTC, cron 0 2 * * *", "            its process ended without a word in the middle of it"]);
  });

  test("whose time passed without a service says what the next one does", () => {
    const missed = (rule: string): readonly string[] => {
      const schedule = daily({ missed: rule });
      return lines(seen(schedule), false, stateTo(schedule, at("2026-03-04T03:00:00Z"))).slice(1, 3);
    };
    expect(missed("latest")).toEqual([next.replace("14 h:", "14 h, if a service runs by then:"), "  missed    twice since 2026-03-05 02:00:00 UTC; a service that begins now makes up for the newest one (its rule: latest)"]);
    expect(missed("catch-up")[1]).toMatch(/makes up for all of them \(its rule: catch-up\)$/);
    expect(missed("skip")[1]).toMatch(/makes up for none of them \(its rule: skip\)$/);
  });

  test("whose time has just passed without a service is still on time", () => {
    const schedule = daily({ cron: "59 11 * * *" });
    expect(lines(seen(schedule), false, stateTo(schedule, at("2026-03-06T03:00:00Z")))[2]).toBe("  due       since 2026-03-06 11:59:00 UTC, and still on time for a service that begins by 2026-03-06 12:04:00 UTC");
  });

  test("that waits, and times that were left out", () => {
    const schedule = daily();
    const state = stateTo(schedule, NOW, {
      waiting: [{ time: at("2026-03-06T02:00:00Z"), start: at("2026-03-06T02:00:00Z"), reason: "cron 0 2 * * *; waited for a free place", repeats: 0, isTold: true }],
      leftOut: [{ count: 3, from: at("2026-03-01T02:00:00Z"), to: at("2026-03-03T02:00:00Z"), why: "missed, and the rule is skip", at: NOW }],
    });
    expect(lines(seen(schedule), true, state).slice(2, 4)).toEqual([
      "  waiting   the run of 2026-03-06 02:00:00 UTC, late by 10 h (cron 0 2 * * *; waited for a free place)",
      "  left out  3 times, 2026-03-01 02:00:00 to 2026-03-03 02:00:00 UTC: missed, and the rule is skip",
    ]);
  });

  test("that is not enabled", () => {
    expect(lines(seen(daily({ enabled: false })), true)).toEqual(["nightly", "  next      none, because enabled is false; npx marketbook schedule run nightly does it by hand", "  last      no run yet"]);
  });
});
