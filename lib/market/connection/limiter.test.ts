import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { MarketError } from "../error.ts";
import type { Limit } from "./connection.ts";
import { openLimiter, type LimiterOptions, type Wait } from "./limiter.ts";
import { type TestClock, testClock } from "./testClock.fixture.ts";

const START = "2024-03-15T20:00:00Z";
const folder = mkdtempSync(path.join(os.tmpdir(), "limits-"));
afterAll(() => rmSync(folder, { recursive: true }));

const limiterOf = (limits: readonly Limit[], clock: TestClock, more: Partial<LimiterOptions> = {}) => openLimiter({ source: "vendor", limits, file: ":memory:", now: clock.now, sleep: clock.sleep, ...more });
const failureOf = async (promise: Promise<unknown>): Promise<MarketError> => {
  const error: unknown = await promise.then(() => undefined, (caught: unknown) => caught);
  if (error instanceof MarketError) return error;
  throw new Error(`expected a MarketError, got ${String(error)}`);
};
/** The most units in any window (t − length, t]. */
const most = (granted: readonly { readonly at: number; readonly cost: number }[], length: number): number =>
  Math.max(0, ...granted.map(({ at }) => granted.filter((other) => other.at <= at && other.at > at - length).reduce((sum, { cost }) => sum + cost, 0)));

test("no window of a second or a minute ever holds more than its units, whatever is asked when and at what cost", async () => {
  const asks = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 9000 }), cost: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 60 });
  await fc.assert(fc.asyncProperty(asks, fc.integer({ min: 3, max: 8 }), fc.integer({ min: 9, max: 25 }), async (wanted, second, minute) => {
    const clock = testClock(START);
    const limiter = limiterOf([{ units: second, per: "second" }, { units: minute, per: "minute" }], clock);
    const granted: { at: number; cost: number }[] = [];
    for (const { cost, pause } of wanted) {
      clock.pass(pause);
      await limiter.take(cost);
      granted.push({ at: clock.now(), cost });
    }
    expect(most(granted, 1000)).toBeLessThanOrEqual(second);
    expect(most(granted, 60_000)).toBeLessThanOrEqual(minute);
  }), { seed: 1, numRuns: 60 });
});

test("requests within the limit do not wait; the next one waits for its turn and says so", async () => {
  const clock = testClock(START);
  const waits: Wait[] = [];
  const limiter = limiterOf([{ units: 2, per: "minute" }], clock, { onWait: (wait) => waits.push(wait) });
  await limiter.take();
  await limiter.take();
  expect(waits).toEqual([]);
  await limiter.take();
  expect(waits).toEqual([{ source: "vendor", millis: 60_100, why: "its limit of 2 a minute" }]);
});

test("a day's budget that is used up is an error with the moment of the next day", async () => {
  const clock = testClock(START);
  const limiter = limiterOf([{ units: 2, per: "day" }], clock);
  await limiter.take(2);
  const error = await failureOf(limiter.take());
  expect([error.reason, error.retryAt]).toEqual(["budget", Date.parse("2024-03-16T00:00:00Z")]);
  expect(error.message).toBe("vendor: the 2 requests of this day are used up on this machine (2 used). The next day begins at 2024-03-16 00:00:00 UTC. Wait, ask another source, or tell your plan's limits if you have a larger one.");
  clock.pass(4 * 3_600_000);
  await limiter.take(2);
});

test("a month's budget begins anew with the month, an hour's after an hour", async () => {
  const clock = testClock(START);
  const monthly = limiterOf([{ units: 1, per: "month" }], clock);
  const hourly = limiterOf([{ units: 1, per: "hour" }], clock);
  await monthly.take();
  await hourly.take();
  expect((await failureOf(monthly.take())).retryAt).toBe(Date.parse("2024-04-01T00:00:00Z"));
  expect((await failureOf(hourly.take())).retryAt).toBe(Date.parse(START) + 3_600_100);
});

test("budgets survive a restart", async () => {
  const file = path.join(folder, "restart.db");
  const children = [await child(file, 3, [{ units: 4, per: "day" }]), await child(file, 3, [{ units: 4, per: "day" }])];
  expect(children.map(({ granted, refused }) => [granted.length, refused])).toEqual([[3, 0], [1, 2]]);
});

test("when the file is deleted while a process has it open, it counts with the others in the new one", async () => {
  const file = path.join(folder, "deleted.db");
  const old = limiterOf([{ units: 1, per: "day" }], testClock(START), { file });
  await old.take();
  for (const part of ["", "-wal", "-shm"]) rmSync(`${file}${part}`, { force: true });
  expect((await child(file, 1, [{ units: 1, per: "day" }])).granted).toHaveLength(1);
  expect((await failureOf(old.take())).reason).toBe("budget");
});

test("four processes that ask at the same time get one budget and one window between them", async () => {
  const file = path.join(folder, "four.db");
  const children = await Promise.all([1, 2, 3, 4].map(() => child(file, 20, [{ units: 3, per: "second" }, { units: 50, per: "day" }])));
  const granted = children.flatMap((one) => one.granted.map((at) => ({ at, cost: 1 })));
  expect(granted).toHaveLength(50);
  expect(children.reduce((sum, { refused }) => sum + refused, 0)).toBe(30);
  expect(most(granted, 1000)).toBe(3);
});

test("keys have budgets of their own, and the file holds only their hash", async () => {
  const file = path.join(folder, "keys.db");
  const clock = testClock(START);
  for (const secret of ["first-secret-key", "second-secret-key"]) await limiterOf([{ units: 1, per: "day" }], clock, { file, secrets: [secret] }).take();
  expect((await failureOf(limiterOf([{ units: 1, per: "day" }], clock, { file, secrets: ["first-secret-key"] }).take())).reason).toBe("budget");
  expect(readFileSync(file, "latin1") + readFileSync(`${file}-wal`, "latin1")).not.toMatch(/secret-key/);
});

test("a pause that the source asked for holds for everybody, and an earlier end does not shorten it", async () => {
  const file = path.join(folder, "pause.db");
  const clock = testClock(START);
  limiterOf([], clock, { file }).pause(clock.now() + 9000, "limit");
  limiterOf([], clock, { file }).pause(clock.now() + 5000, "limit");
  await limiterOf([], clock, { file }).take();
  expect(clock.waits).toEqual([9000]);
});

test("a pause longer than the patience is an error, and so is a budget that the source calls used up", async () => {
  const clock = testClock(START);
  const limiter = limiterOf([], clock);
  limiter.pause(clock.now() + 600_000, "limit");
  expect((await failureOf(limiter.take())).message).toBe("vendor: not asked, because it said that too many requests were made. Ask again after 2024-03-15 20:10:00 UTC, or ask another source.");
  limiter.pause(clock.now() + 700_000, "budget");
  expect((await failureOf(limiter.take())).reason).toBe("budget");
});

test("who stops waiting gives the turn back", async () => {
  const clock = testClock(START);
  const stop = new AbortController();
  const limiter = limiterOf([{ units: 1, per: "minute" }, { units: 2, per: "day" }], clock, {
    sleep: async (millis, signal) => {
      signal?.throwIfAborted();
      await clock.sleep(millis);
    },
  });
  await limiter.take();
  stop.abort();
  await expect(limiter.take(1, stop.signal)).rejects.toThrow(/abort/i);
  await limiter.take();
  expect(clock.waits).toEqual([60_100]);
});

test("a request that costs more than the limit can never be made", async () => {
  expect((await failureOf(limiterOf([{ units: 5, per: "minute" }], testClock(START)).take(6))).message).toBe("vendor: the request costs 6 units, and only 5 a minute are allowed. Ask for less, or tell your plan's limits.");
});

test("a damaged file is an error that says what to do", () => {
  const file = path.join(folder, "damaged.db");
  writeFileSync(file, "this is no database, and it is longer than a header of one hundred bytes would be, so that it is read as one");
  expect(() => limiterOf([], testClock(START), { file })).toThrow(`cannot be kept in ${file} (file is not a database). Delete the file if it is damaged, or name another place by MARKETBOOK_LIMITS_FILE.`);
});

async function child(file: string, times: number, limits: readonly Limit[]): Promise<{ granted: number[]; refused: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, "limiterChild.fixture.ts"), file, START, String(times), JSON.stringify(limits)]);
  return z.object({ granted: z.array(z.number()), refused: z.number() }).parse(JSON.parse(stdout));
}
