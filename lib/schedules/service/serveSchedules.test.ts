import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { lastRuns } from "./runFile.ts";
import { readServiceState } from "./serviceState.ts";
import { daily, hourly, testService } from "./service.fixture.ts";

const service = testService();
const HOUR = 3_600_000;

describe("a service that runs through", () => {
  test("begins each run at its time, once, and records how it ended", async () => {
    const { clock, stop } = service.start(daily());
    await clock.runTo("2026-03-08T12:00:00Z");
    expect(service.done()).toEqual(["03-06T02:00 done", "03-07T02:00 done", "03-08T02:00 done"]);
    expect(service.runs()[0]).toMatchObject({ reason: "cron 0 2 * * *", started: "2026-03-06T02:00:00.000Z", ended: "2026-03-06T02:01:00.000Z", words: ["doctor"], attempts: [{ outcome: "done", exitCode: 0 }] });
    await stop();
    expect(service.alerts()).toEqual([]);
  });

  test("goes over a change of clocks without a run too many or too few", async () => {
    const { clock } = service.start(daily().replace("0 2", "30 2").replace("zone: UTC", "zone: America/New_York"), "2026-03-07T00:00:00Z");
    await clock.runTo("2026-03-10T00:00:00Z");
    expect(service.done()).toEqual(["03-07T07:30 done", "03-08T07:00 done", "03-09T06:30 done"]);
  });

  test("keeps the records of the newest runs alone", async () => {
    const { clock } = service.start(`keep: 2\n${daily()}`);
    await clock.runTo("2026-03-10T12:00:00Z");
    expect(service.done()).toEqual(["03-09T02:00 done", "03-10T02:00 done"]);
  });

  test("a second service on the same folder is refused", async () => {
    service.start(daily());
    await expect(service.start(daily()).over).rejects.toThrow("a service runs already");
  });
});

describe("a run that comes while the one before goes on", () => {
  test("is left out and noted by the rule skip", async () => {
    service.work.takes = 1.5 * HOUR;
    const { clock } = service.start(hourly());
    await clock.runTo("2026-03-06T04:00:00Z");
    expect(service.done()).toEqual(["03-06T01:00 done", "03-06T03:00 running"]);
    expect(readServiceState(service.folder)?.schedules.nightly?.leftOut).toMatchObject([{ count: 1, from: Date.parse("2026-03-06T02:00:00Z"), why: "the run before it was not over, and the rule is skip" }, { from: Date.parse("2026-03-06T04:00:00Z") }]);
  });

  test("waits by the rule queue, one at most", async () => {
    service.work.takes = 2.5 * HOUR;
    const { clock } = service.start(hourly(", overlap: queue"));
    await clock.runTo("2026-03-06T03:45:00Z");
    expect(service.done()).toEqual(["03-06T01:00 done", "03-06T02:00 running"]);
    expect(readServiceState(service.folder)?.schedules.nightly?.leftOut).toMatchObject([{ from: Date.parse("2026-03-06T03:00:00Z"), why: "one waits already for the run before it" }]);
    expect(service.runs()[1]?.reason).toBe("cron 0 * * * *; waited for the run before it");
  });
});

describe("more runs than places", () => {
  const two = (fields: string): string => `${fields}${daily()}  other: { cron: "30 2 * * *", zone: UTC, run: { command: [doctor] }, late: { begin: 1h } }\n`;

  test("wait for one, the oldest first, say so, and are told when that takes long", async () => {
    service.work.takes = 3 * HOUR;
    const { clock } = service.start(two("atOnce: 1\n"));
    await clock.runTo("2026-03-06T04:45:00Z");
    expect(readServiceState(service.folder)?.schedules.other).toMatchObject({ waiting: [{ reason: "cron 30 2 * * *; waited for a free place" }] });
    expect(service.alerts()).toEqual([expect.stringMatching(/^other had not begun 1 h/)]);
    await clock.runTo("2026-03-06T09:00:00Z");
    expect(lastRuns(service.folder, "other", 1)).toMatchObject([{ status: "done", started: "2026-03-06T05:00:00.000Z" }]);
  });

  test("begin side by side where there are places", async () => {
    service.work.takes = 3 * HOUR;
    const { clock } = service.start(two(""));
    await clock.runTo("2026-03-06T06:00:00Z");
    expect(lastRuns(service.folder, "other", 1)).toMatchObject([{ started: "2026-03-06T02:30:00.000Z" }]);
  });
});

describe("a laptop that slept for three days", () => {
  test.each([
    ["skip", []], ["latest", ["03-09T02:00 done"]], ["catch-up", ["03-06T02:00 done", "03-07T02:00 done", "03-08T02:00 done", "03-09T02:00 done"]],
  ])("makes up for it by the rule %s, one run after the other, and tells that they were late", async (rule, done) => {
    const { clock } = service.start(daily(`, missed: ${rule}`));
    await clock.runTo("2026-03-06T01:00:00Z");
    await clock.jumpTo("2026-03-09T08:00:00Z");
    await clock.runTo("2026-03-09T09:00:00Z");
    expect(service.done()).toEqual(done);
    expect(service.alerts()).toEqual(["nightly: 4 runs not begun in time, since 2026-03-06T02:00:00.000Z"]);
  });
});

describe("a clock that is set back", () => {
  test("by an hour repeats nothing", async () => {
    const { clock } = service.start(daily());
    await clock.runTo("2026-03-06T02:30:00Z");
    await clock.jumpTo("2026-03-06T01:30:00Z");
    await clock.runTo("2026-03-07T02:30:00Z");
    expect(service.done()).toEqual(["03-06T02:00 done", "03-07T02:00 done"]);
  });

  test("by years counts from then on, and says so", async () => {
    const { clock } = service.start(daily(), "2031-03-06T00:00:00Z");
    await clock.runTo("2031-03-06T03:00:00Z");
    await clock.jumpTo("2026-03-06T00:00:00Z");
    await clock.runTo("2026-03-06T03:00:00Z");
    expect(service.said).toContainEqual(expect.stringMatching(/^The clock was set back from 2031-03-06T0.*: times count from now on$/));
    expect(service.done()).toEqual(["03-06T02:00 done", "03-06T02:00 done"]);
  });
});

describe("a run that fails", () => {
  test("is tried again with waits that double, and told once it failed for good; a later one tells that it works again", async () => {
    service.work.end = { outcome: "failed", exitCode: 1, reason: "exit code 1: no network" };
    const { clock } = service.start(daily(", retries: { times: 2, wait: 10min }"));
    await clock.runTo("2026-03-06T03:00:00Z");
    expect(service.runs()[0]?.attempts.map(({ started }) => started.slice(11, 16))).toEqual(["02:00", "02:11", "02:32"]);
    service.work.end = { outcome: "done", exitCode: 0 };
    await clock.runTo("2026-03-07T03:00:00Z");
    expect(service.done()).toEqual(["03-06T02:00 failed", "03-07T02:00 done"]);
    expect(service.alerts()).toEqual(["nightly failed", "nightly works again"]);
  });

  test("is not tried again where the command line is wrong", async () => {
    service.work.end = { outcome: "failed", exitCode: 2 };
    const { clock } = service.start(daily(", retries: 3"));
    await clock.runTo("2026-03-06T03:00:00Z");
    expect(service.runs()[0]?.attempts).toHaveLength(1);
  });

  test("leaves the service and the other schedules running", async () => {
    service.work.end = { outcome: "failed", exitCode: 1 };
    const { clock } = service.start(`${daily()}  other: { cron: "0 3 * * *", zone: UTC, run: { command: [doctor] } }\n`);
    await clock.runTo("2026-03-07T04:00:00Z");
    expect(service.done()).toHaveLength(2);
    expect(existsSync(path.join(service.folder, "runs", "other"))).toBe(true);
  });
});

test("a run that has not ended by its time is told once, while it goes on", async () => {
  service.work.takes = 5 * HOUR;
  const { clock } = service.start(daily(", late: { end: 1h }"));
  await clock.runTo("2026-03-06T06:00:00Z");
  expect(service.alerts()).toEqual([expect.stringMatching(/^nightly has not ended 1 h( 1\d min)? after its time$/)]);
});

test("a change of the file counts at once; a wrong file is told, and the old one goes on", async () => {
  const { clock, write } = service.start(daily());
  await clock.runTo("2026-03-06T01:00:00Z");
  write(daily().replace("0 2 * * *", "30 4 * * *"));
  await clock.runTo("2026-03-06T05:00:00Z");
  write("schedules: [");
  await clock.runTo("2026-03-07T05:00:00Z");
  expect(service.done()).toEqual(["03-06T04:30 done", "03-07T04:30 done"]);
  expect(service.said.filter((text) => text.includes("the schedules read before go on"))).toHaveLength(1);
});

test("an edited time has missed nothing before it was read", async () => {
  const first = service.start(daily());
  await first.clock.runTo("2026-03-06T03:00:00Z");
  await first.stop();
  const second = service.start(daily().replace("0 2 * * *", "0 23 * * *"), "2026-03-07T01:00:00Z");
  await second.clock.runTo("2026-03-07T22:00:00Z");
  expect(service.done()).toEqual(["03-06T02:00 done"]);
});
