import { expect, test } from "vitest";
import { successiveHalving } from "./index.ts";

const trial = (...values: number[]) => values.map((value, k) => ({ step: k + 1, value }));

test("asks after 1, 3, 9 … steps, and lets the best third go on, the asked one among them", () => {
  expect(successiveHalving([])).toEqual([]);
  expect(successiveHalving([trial(5, 4)])).toEqual([]); // two came so far: nobody is stopped
  expect(successiveHalving([trial(5, 4, 3), trial(6)])).toEqual([{ step: 1, most: 5 }]);
  const nine = Array.from({ length: 8 }, (_, k) => trial(k, k, 10 * k, k));
  expect(successiveHalving(nine)).toEqual([{ step: 1, most: 2 }, { step: 3, most: 20 }]); // the third best of nine
  expect(successiveHalving(nine.map((steps) => steps.slice(0, 3)))).toEqual([{ step: 1, most: 2 }]); // nothing is saved by a stop after the last step
});

test("begins where it is told and with another factor", () => {
  const long = Array.from({ length: 3 }, (_, k) => trial(...Array.from({ length: 8 }, (_, step) => 10 * k + step)));
  expect(successiveHalving(long, { first: 2, factor: 2 })).toEqual([{ step: 2, most: 11 }, { step: 4, most: 13 }]);
});

test("refuses a first step or a factor that makes no sense", () => {
  expect(() => successiveHalving([], { first: 0 })).toThrow("successiveHalving: first must be a whole number of steps ≥ 1, got 0");
  expect(() => successiveHalving([], { factor: 1 })).toThrow("successiveHalving: factor must be above 1, got 1");
});
