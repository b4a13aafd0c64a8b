import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import type { ConnectionSpec, Limit } from "./connection.ts";
import { openLimiter } from "./limiter.ts";
import { limitsLeft } from "./limitsLeft.ts";
import { testClock } from "./testClock.fixture.ts";

const START = "2024-03-15T20:00:00Z";
const now = Date.parse(START);
const folder = mkdtempSync(path.join(os.tmpdir(), "left-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LIMITS: readonly Limit[] = [{ units: 8, per: "minute" }, { units: 800, per: "day" }, { units: 9000, per: "month" }];
const vendor = (reach: Partial<ConnectionSpec> = {}) => ({ name: "vendor", reach: { origin: "https://vendor.invalid", limits: LIMITS, ...reach } });
const limiterOf = (file: string, secrets: readonly string[] = [], clock = testClock(START)) => openLimiter({ source: "vendor", secrets, limits: LIMITS, file, now: clock.now, sleep: clock.sleep });
const usesOf = (file: string, at = now, variables: Readonly<Record<string, string>> = {}, reach: Partial<ConnectionSpec> = {}) => limitsLeft(vendor(reach), { limitsFile: file, now: at, variables }).limits.map(({ per, used }) => `${used} ${per}`);

test("what was taken is told for each limit, with the moment at which the next day and month begin", async () => {
  const file = path.join(folder, "used.db");
  const limiter = limiterOf(file);
  await limiter.take(3);
  await limiter.take();
  expect(limitsLeft(vendor(), { limitsFile: file, now, variables: {} })).toEqual({
    limits: [
      { units: 8, per: "minute", used: 4 },
      { units: 800, per: "day", used: 4, until: Date.parse("2024-03-16") },
      { units: 9000, per: "month", used: 4, until: Date.parse("2024-04-01") },
    ],
  });
});

test("a window is empty again when the limiter's is, a day's use is gone with the day, a month's with the month", async () => {
  const file = path.join(folder, "later.db");
  await limiterOf(file).take(2);
  expect(usesOf(file, now + 60_099)).toEqual(["2 minute", "2 day", "2 month"]);
  expect(usesOf(file, now + 60_100)).toEqual(["0 minute", "2 day", "2 month"]);
  expect(usesOf(file, Date.parse("2024-03-16"))).toEqual(["0 minute", "0 day", "2 month"]);
  expect(usesOf(file, Date.parse("2024-04-01"))).toEqual(["0 minute", "0 day", "0 month"]);
});

test("asking makes no file, nor a folder; one without anything in it is one where nothing was used", () => {
  const file = path.join(folder, "nowhere", "limits.db");
  expect(usesOf(file)).toEqual(["0 minute", "0 day", "0 month"]);
  expect(existsSync(path.dirname(file))).toBe(false);
  expect(usesOf(":memory:")).toEqual(["0 minute", "0 day", "0 month"]);
  const empty = path.join(folder, "empty.db");
  writeFileSync(empty, "");
  expect(usesOf(empty)).toEqual(["0 minute", "0 day", "0 month"]);
  expect(readdirSync(folder).filter((name) => name.startsWith("empty"))).toEqual(["empty.db"]);
});

test("each key has its own use", async () => {
  const file = path.join(folder, "keys.db");
  const reach = { keys: [{ variable: "VENDOR_KEY", from: "vendor.invalid" }] };
  await limiterOf(file, ["first"]).take(5);
  await limiterOf(file, ["second"]).take(1);
  expect(["first", "second", "third"].map((key) => usesOf(file, now, { VENDOR_KEY: ` ${key} ` }, reach)[1])).toEqual(["5 day", "1 day", "0 day"]);
});

test("a plan that the user told counts in the place of the free one", async () => {
  const file = path.join(folder, "plan.db");
  await limiterOf(file).take(5);
  expect(limitsLeft(vendor(), { limitsFile: file, now, variables: { MARKETBOOK_LIMIT_VENDOR: "55/minute 5000/day" } }).limits.map(({ per, units, used }) => [units, per, used])).toEqual([[55, "minute", 5], [5000, "day", 5]]);
});

test("a pause is told until it is over", () => {
  const file = path.join(folder, "pause.db");
  limiterOf(file).pause(now + 5000, "budget");
  expect(limitsLeft(vendor(), { limitsFile: file, now: now + 4999, variables: {} }).pause).toEqual({ until: now + 5000, reason: "budget" });
  expect(limitsLeft(vendor(), { limitsFile: file, now: now + 5000, variables: {} }).pause).toBeUndefined();
});

test("what other processes took is counted, each once", async () => {
  const file = path.join(folder, "processes.db");
  const program = path.join(import.meta.dirname, "limiterChild.fixture.ts");
  await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, [program, file, START, "7", JSON.stringify([{ units: 800, per: "day" }])])));
  expect(usesOf(file)).toEqual(["21 minute", "21 day", "0 month"]);
});

test("a damaged file is an error that says what to do", () => {
  const file = path.join(folder, "damaged.db");
  writeFileSync(file, "this is no database, and it is longer than a header of one hundred bytes would be, so that it is read as one");
  expect(() => usesOf(file)).toThrow(`cannot be kept in ${file} (file is not a database). Delete the file if it is damaged, or name another place by MARKETBOOK_LIMITS_FILE.`);
});
