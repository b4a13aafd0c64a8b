import { expect, test } from "vitest";
import { crossCheck } from "./crossCheck.ts";
import { randomBars } from "./fixtures/randomBars.ts";

const bars = randomBars(1500, 12);

test.each(crossCheck(bars))("$id equals $indicator of technicalindicators, or differs as its note says", ({ id, largestDifference, note, rows, settledDifference, size }) => {
  expect(rows).toBeGreaterThan(1400);
  if (note === "") expect(largestDifference).toBeLessThan(1e-9 * size);
  if (note.includes("two decimals")) expect(largestDifference).toBeLessThanOrEqual(0.005 + 1e-9);
  if (note.includes("whole numbers")) expect(largestDifference).toBeLessThanOrEqual(0.5);
  if (note.includes("dies out")) expect(settledDifference).toBeLessThan(1e-5 * size);
  if (id === "obv") expect(largestDifference).toBe(bars.volume[0]);
});
