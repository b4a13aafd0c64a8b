import { expect, test } from "vitest";
import { mapBars } from "../market/bars.ts";
import { flatBars } from "../factors/fixtures/randomBars.ts";
import { LabelError, nextClose, nextDirection, nextLogReturn, nextReturn } from "./index.ts";

const closes = Float64Array.of(100, 110, 99, 99, Number.NaN, 120);
const bars = mapBars(flatBars(6, 1, 1), (values, name) => (name === "close" ? closes : values));
const NO = Number.NaN;

test("a label holds what happens after the row and names its horizon", () => {
  expect(nextLogReturn(bars)).toEqual({ name: "next_log_return_1", horizon: 1, values: Float64Array.of(Math.log(1.1), Math.log(0.9), 0, NO, NO, NO) });
  expect(Array.from(nextReturn(bars).values, (value) => Math.round(1e6 * value) / 1e6)).toEqual([0.1, -0.1, 0, NO, NO, NO]);
  expect(nextClose(bars)).toEqual({ name: "next_close_1", horizon: 1, values: Float64Array.of(110, 99, 99, NO, NO, NO), kind: "level" });
  expect(nextDirection(bars)).toEqual({ name: "next_direction_1", horizon: 1, values: Float64Array.of(1, -1, 0, NO, NO, NO) });
});

test("the last rows, as many as the horizon, have no label", () => {
  for (const horizon of [1, 2, 3]) expect([...nextClose(flatBars(9, 5, 1), { horizon }).values].map(Number.isNaN)).toEqual([...new Array(9 - horizon).fill(false), ...new Array(horizon).fill(true)]);
});

test("returns over a horizon add up to the returns of its bars", () => {
  const whole = mapBars(flatBars(5, 1, 1), (values, name) => (name === "close" ? Float64Array.of(10, 11, 9, 12, 15) : values));
  const [one, two] = [1, 2].map((horizon) => nextLogReturn(whole, { horizon }).values);
  for (let t = 0; t < 3; t++) expect(two![t]).toBeCloseTo(one![t]! + one![t + 1]!, 14);
});

test("a horizon that is no number of bars, or longer than the bars, is refused", () => {
  expect(() => nextClose(bars, { horizon: 0 })).toThrow("next_close: horizon must be a whole number of bars ≥ 1, got 0.");
  expect(() => nextClose(bars, { horizon: 1.5 })).toThrow(LabelError);
  expect(() => nextDirection(bars, { horizon: 6 })).toThrow("next_direction: horizon 6 reaches past the 6 bars of RANDOM.");
});
