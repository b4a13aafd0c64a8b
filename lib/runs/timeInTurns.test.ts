import { expect, test } from "vitest";
import { timeInTurns } from "./timeInTurns.ts";

test("sides run in turns, every other turn backwards, after a warm-up that is not timed", async () => {
  let now = 0;
  const calls: string[] = [];
  const work = (name: string, times: number[]) => () => {
    calls.push(name);
    now += times.shift() ?? 0;
  };
  const timings = await timeInTurns({ a: work("a", [100, 1, 2, 9, 4]), b: work("b", [50, 3, 3, 3, 5]) }, { turns: 4, warmUp: 1, clock: () => now });
  expect(calls.join("")).toBe("ababbaabba");
  expect(timings).toEqual([{ name: "a", median: 3, fastest: 1, slowest: 9 }, { name: "b", median: 3, fastest: 3, slowest: 5 }]);
});

test("the middle one of an odd number of turns is the median, and a promise is waited for", async () => {
  let now = 0;
  const times = [7, 5, 30];
  const timings = await timeInTurns({ a: async () => void (await Promise.resolve(), (now += times.shift()!)) }, { turns: 3, warmUp: 0, clock: () => now });
  expect(timings).toEqual([{ name: "a", median: 7, fastest: 5, slowest: 30 }]);
});

test("refuses no turn at all, and lets a failing side fail", async () => {
  await expect(timeInTurns({ a: () => {} }, { turns: 0 })).rejects.toThrow("timeInTurns: turns must be a whole number ≥ 1, got 0");
  await expect(timeInTurns({ a: () => { throw new Error("broken side"); } })).rejects.toThrow("broken side");
});
