import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/02-clean.ts";
import { cleanExercises as asked } from "./clean.ts";
import { judge, yourAnswer } from "./exercise.ts";

test("each solution is solved, each stub is open", () => {
  expect(Object.keys(solutions).sort()).toEqual(Object.keys(asked).sort());
  const { forwardFill, impossibleRows, openSessions, trailingMedian } = solutions;
  for (const { message } of [judge(asked.forwardFill, forwardFill), judge(asked.impossibleRows, impossibleRows), judge(asked.trailingMedian, trailingMedian), judge(asked.openSessions, openSessions)]) expect(message).toMatch(/: solved\.$/);
  const open = (): never => yourAnswer();
  for (const { state } of [judge(asked.forwardFill, open), judge(asked.impossibleRows, open), judge(asked.trailingMedian, open), judge(asked.openSessions, open)]) expect(state).toBe("open");
});

test.each([
  ["filling with 0", judge(asked.forwardFill, (values) => values.map((value) => value || 0)), "At position 1 the answer is 1, yours is 0"],
  ["filling one gap deep", judge(asked.forwardFill, (values) => values.map((value, t) => (Number.isNaN(value) ? (values[t - 1] ?? Number.NaN) : value))), "At position 2 the answer is 1, yours is NaN"],
  ["filling backward", judge(asked.forwardFill, (values) => solutions.forwardFill(values.slice().reverse()).reverse()), "At position 1"],
  ["only high and low compared", judge(asked.impossibleRows, ({ high, low }) => [...high.keys()].filter((row) => high[row]! < low[row]!)), "The bar with open 4, high 3, low 1, close 2 is impossible"],
  ["touching prices refused", judge(asked.impossibleRows, ({ close, high, low, open }) => [...close.keys()].filter((row) => low[row]! <= 0 || Math.max(open[row]!, close[row]!, low[row]!) >= high[row]! || Math.min(open[row]!, close[row]!) <= low[row]!)), "is possible, yet its row is returned"],
  ["rows twice", judge(asked.impossibleRows, (prices) => solutions.impossibleRows(prices).flatMap((row) => [row, row])), "Each row once, in order"],
  ["a median with the row itself", judge(asked.trailingMedian, (values, window) => values.map((_, t) => solutions.trailingMedian(Float64Array.from([...values.subarray(0, t + 1), 0]), window)[t + 1]!)), "For a window of 5: At position 4 the answer is NaN"],
  ["a mean", judge(asked.trailingMedian, (values, window) => values.map((_, t) => (t < window ? Number.NaN : values.subarray(t - window, t).reduce((sum, x) => sum + x / window, 0)))), "For a window of 5: At position 5"],
  ["the upper of two middle values", judge(asked.trailingMedian, (values, window) => values.map((_, t) => (t < window ? Number.NaN : values.slice(t - window, t).sort()[window >> 1]!))), "the mean of the two in the middle"],
  ["numbers sorted as text", judge(asked.trailingMedian, (values, window) => values.map((_, t) => {
    const sorted = [...values.subarray(Math.max(0, t - window), t)].sort();
    return t < window ? Number.NaN : (Number(sorted[(window - 1) >> 1]) + Number(sorted[window >> 1])) / 2;
  })), "For a window of"],
  ["Sydney that ends at midnight", judge(asked.openSessions, (hour) => solutions.openSessions(hour).filter((name) => name !== "Sydney" || hour >= 22)), "still open after midnight"],
  ["closing hours included", judge(asked.openSessions, (hour) => [...new Set([...solutions.openSessions(hour), ...solutions.openSessions((hour + 23) % 24)])]), "From 7:00 on these are open: Tokyo; yours: Tokyo, Sydney."],
])("%s is told why it is wrong", (_, verdict, reason) => {
  expect(verdict.state).toBe("wrong");
  expect(verdict.message).toContain(reason);
});
