import { expect, test } from "vitest";
import * as solutions from "../../notebooks/solutions/01-acquire.ts";
import { acquireExercises as asked } from "./acquire.ts";
import { judge, yourAnswer } from "./exercise.ts";

test("each solution is solved, each stub is open", () => {
  expect(Object.keys(solutions).sort()).toEqual(Object.keys(asked).sort());
  const { csvNumbers, mergeTimes, monthEnds, simpleReturns } = solutions;
  for (const { message } of [judge(asked.simpleReturns, simpleReturns), judge(asked.csvNumbers, csvNumbers), judge(asked.monthEnds, monthEnds), judge(asked.mergeTimes, mergeTimes)]) expect(message).toMatch(/: solved\.$/);
  const open = (): never => yourAnswer();
  for (const { state } of [judge(asked.simpleReturns, open), judge(asked.csvNumbers, open), judge(asked.monthEnds, open), judge(asked.mergeTimes, open)]) expect(state).toBe("open");
});

test.each([
  ["log returns", judge(asked.simpleReturns, (close) => close.map((price, t) => (t === 0 ? Number.NaN : Math.log(price / close[t - 1]!)))), "At position 1 the answer is 0.1, yours is 0.09531018"],
  ["a first return of 0", judge(asked.simpleReturns, (close) => close.map((price, t) => price / (close[t - 1] ?? price) - 1)), "At position 0 the answer is NaN, yours is 0"],
  ["the return of the next bar", judge(asked.simpleReturns, (close) => close.map((price, t) => (close[t + 1] ?? Number.NaN) / price - 1)), "At position 0 the answer is NaN"],
  ["Number of an empty cell", judge(asked.csvNumbers, (line) => line.split(",").slice(1).map(Number)), 'Number("") is 0'],
  ["parseFloat", judge(asked.csvNumbers, (line) => line.split(",").slice(1).map((cell) => {
    const value = Number.parseFloat(cell);
    if (cell !== "" && Number.isNaN(value)) throw new Error(`${cell} is bad`);
    return value;
  })), 'The cell "1.5x" is no number, yet no error was thrown'],
  ["an error that hides the cell", judge(asked.csvNumbers, (line) => line.split(",").slice(1).map((cell) => {
    if (Number.isNaN(Number(cell))) throw new Error("bad line");
    return cell === "" ? Number.NaN : Number(cell);
  })), 'The error must contain the bad cell "two"; it says "bad line"'],
  ["months without their year", judge(asked.monthEnds, (closeTime, close) => close.filter((_, t) => new Date(closeTime[t]!).getUTCMonth() !== new Date(closeTime[t + 1] ?? Number.NaN).getUTCMonth())), "For 3 bars from 2019-01-15 on"],
  ["without the last month", judge(asked.monthEnds, (closeTime, close) => solutions.monthEnds(closeTime, close).slice(0, -1)), "It must return"],
  ["times twice", judge(asked.mergeTimes, (known, fresh) => [...known, ...fresh].sort((a, b) => a - b)), "It must return 4 values, it returned 5"],
  ["times sorted as text", judge(asked.mergeTimes, (known, fresh) => [...new Set([...known, ...fresh])].sort()), "the answer is"],
])("%s is told why it is wrong", (_, verdict, reason) => {
  expect(verdict.state).toBe("wrong");
  expect(verdict.message).toContain(reason);
});
