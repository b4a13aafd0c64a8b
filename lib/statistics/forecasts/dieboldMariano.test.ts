import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { dieboldMariano, formatMeasure, isAvailable, type Measure } from "../index.ts";

const ROWS = 500;

/** Statistics of a forecast against "no change" over seeded markets of noise, `share` of which it knows. */
function statistics(share: number): Measure[] {
  return Array.from({ length: 100 }, (_, seed) => {
    const { normal } = randomStream(randomKey(seed));
    const known = Float64Array.from({ length: ROWS }, normal);
    const actual = known.map((x) => Math.sqrt(share) * x + Math.sqrt(1 - share) * normal());
    const forecast = known.map((x) => (share > 0 ? Math.sqrt(share) : 0.2) * x);
    return dieboldMariano(actual, forecast, new Float64Array(ROWS));
  });
}

const above = (values: readonly Measure[], limit: number) => values.filter((value) => isAvailable(value) && value > limit).length;

test("a forecast that knows a tenth of the variance is found in at least 95 of 100 markets", () => {
  expect(above(statistics(0.1), 2)).toBeGreaterThanOrEqual(95);
});

test("a forecast that knows nothing is called better in at most 5 of 100 markets", () => {
  expect(above(statistics(0), 2)).toBeLessThanOrEqual(5);
});

test("two forecasts exchanged change the sign", () => {
  const actual = Float64Array.from({ length: 40 }, (_, t) => Math.sin(t));
  const [one, other] = [actual.map((x) => x + 0.1), actual.map((x, t) => x + 0.2 * Math.cos(3 * t))];
  expect(dieboldMariano(actual, one, other)).toBeCloseTo(-Number(dieboldMariano(actual, other, one)), 12);
});

test("equals the mean of the gain over its standard error, by hand, for gains that alternate", () => {
  const actual = new Float64Array(32);
  const forecast = actual.map((_, t) => (t % 2 === 0 ? 1 : 0));
  const other = actual.map(() => 1);
  const [mean, variance] = [0.5, 0.25];
  const longRun = variance * (1 + 2 * ((1 - 1 / 4) * (-31 / 32) + (1 - 2 / 4) * (30 / 32) + (1 - 3 / 4) * (-29 / 32)));
  expect(dieboldMariano(actual, forecast, other)).toBeCloseTo(mean / Math.sqrt(longRun / 32), 12);
});

test("is N/A for few rows and for forecasts with the same errors", () => {
  expect(formatMeasure(dieboldMariano([1], [1], [1]))).toBe("N/A: 1 row, 30 needed");
  expect(formatMeasure(dieboldMariano(new Float64Array(40), new Float64Array(40), new Float64Array(40)))).toBe("N/A: the two forecasts have the same error in every row");
});
