import { expect, test } from "vitest";
import { timedId } from "./timedId.ts";

test("an id says its moment in UTC to the millisecond, and no two are the same", () => {
  const now = Date.UTC(2026, 10, 22, 2, 10, 0, 7);
  expect(timedId(now)).toMatch(/^20261122-021000-007-[0-9a-f]{6}$/);
  expect(timedId(now)).not.toBe(timedId(now));
});

test("ids sorted as text are in the order of their times, also within a second", () => {
  const times = [999, 1000, 1001, 1010, 1100, 2000, 60_000].map((offset) => Date.UTC(2026, 0, 1) + offset);
  const ids = times.map((time) => timedId(time));
  expect([...ids].reverse().sort()).toEqual(ids);
});
