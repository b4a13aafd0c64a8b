import { describe, expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/03-factors.ts";
import { judge, yourAnswer } from "./exercise.ts";
import { factorsExercises as asked } from "./factors.ts";

const NO = Number.NaN;

test("each solution is solved, each stub is open", () => {
  expect(Object.keys(solutions).sort()).toEqual(Object.keys(asked).sort());
  for (const state of [judge(asked.movingAverage, solutions.movingAverage), judge(asked.rsi, solutions.rsi), judge(asked.drawdown, solutions.drawdown), judge(asked.weekCycle, solutions.weekCycle)]) expect(state.message).toMatch(/: solved\.$/);
  const open = () => yourAnswer();
  for (const state of [judge(asked.movingAverage, open), judge(asked.rsi, open), judge(asked.drawdown, open), judge(asked.weekCycle, open)]) expect(state.state).toBe("open");
});

describe("a plausible wrong answer is told why", () => {
  const mean = (x: Float64Array) => x.reduce((a, b) => a + b, 0) / x.length;
  test.each([
    ["a centred mean", judge(asked.movingAverage, (close, period) => close.map((_, t) => mean(close.subarray(Math.max(0, t - (period >> 1)), t + (period >> 1) + 1)))), "It looks ahead"],
    ["a mean without the row itself", judge(asked.movingAverage, (close, period) => close.map((_, t) => (t < period ? NO : mean(close.subarray(t - period, t))))), "For period 5: At position 4"],
    ["a mean that begins with fewer closes", judge(asked.movingAverage, (close, period) => close.map((_, t) => mean(close.subarray(Math.max(0, t - period + 1), t + 1)))), "At position 0 the answer is NaN"],
    ["an RSI of rolling means", judge(asked.rsi, (close, period) => close.map((_, t) => {
      const steps = close.map((price, k) => price - (close[k - 1] ?? price)).subarray(t - period + 1, t + 1);
      const gain = steps.reduce((sum, step) => sum + Math.max(step, 0), 0);
      return t < period ? NO : (100 * gain) / steps.reduce((sum, step) => sum + Math.abs(step), 0);
    })), "Wilder's average never forgets"],
    ["an RSI that is G/L", judge(asked.rsi, (close, period) => solutions.rsi(close, period).map((value) => value / (100 - value))), "For period 14: At position 14"],
    ["a drawdown from the highest of all closes", judge(asked.drawdown, (close) => close.map((price) => price / Math.max(...close) - 1)), "It looks ahead"],
    ["a drawdown in money", judge(asked.drawdown, (close) => solutions.drawdown(close).map((value, t) => (value * close[t]!) / (1 + value))), "the answer is"],
    ["degrees in place of radians", judge(asked.weekCycle, (day) => [Math.sin((360 * day) / 7), Math.cos((360 * day) / 7)]), "For day 1"],
    ["a circle of six days", judge(asked.weekCycle, (day) => [Math.sin((2 * Math.PI * day) / 6), Math.cos((2 * Math.PI * day) / 6)]), "For day 1"],
  ])("%s", (_, verdict, reason) => {
    expect(verdict.state).toBe("wrong");
    expect(verdict.message).toContain(reason);
  });
});
