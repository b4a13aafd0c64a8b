import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { Computation } from "../engine/computation.ts";
import { sourceLine } from "../engine/line.ts";
import { compile } from "../engine/program.ts";
import { regression } from "./regression.ts";

const ROWS = 1_000_000;
const PERIOD = 20;

/** Weighted mean, mean and slope of the last row after all of them. */
function lastOf(values: Float64Array): readonly number[] {
  const { mean, slope, weightedMean } = regression(sourceLine("close", []), PERIOD);
  const program = compile([weightedMean, mean, slope]);
  const computation = new Computation(program, 1000);
  for (let row = 0; row < values.length; row += 1000) {
    computation.reserve(1000);
    computation.buffer(computation.sources[0]!.place).set(values.subarray(row, row + 1000), computation.cursor);
    computation.run(1000);
    computation.advance(1000);
  }
  return program.results.map((place) => computation.buffer(place)[computation.cursor - 1]!);
}

test.each([["a walk", 0], ["a walk a million above zero", 1e6]])("after a million rows of %s the straight line is that of its window", (_, level) => {
  const { normal } = randomStream(randomKey(4));
  const values = new Float64Array(ROWS);
  for (let t = 0, price = 100; t < ROWS; t++) values[t] = level + (price *= Math.exp(0.001 * normal()));
  const window = values.slice(-PERIOD).map((value) => value - values.at(-1)!);
  const sum = window.reduce((total, value) => total + value, 0);
  const tilt = window.reduce((total, value, k) => total + (k - (PERIOD - 1) / 2) * value, 0);
  const slope = tilt / ((PERIOD * (PERIOD * PERIOD - 1)) / 12);
  const mean = values.at(-1)! + sum / PERIOD;
  const got = lastOf(values);
  for (const [k, expected] of [mean + (slope * (PERIOD - 1)) / 6, mean].entries()) expect(Math.abs(got[k]! / expected - 1)).toBeLessThan(1e-13);
  expect(Math.abs(got[2]! / slope - 1)).toBeLessThan(1e-8);
});

test("equal values give exactly themselves and slope 0, also behind other values", () => {
  const values = Float64Array.from({ length: 10_000 }, (_, t) => (t < 9000 ? Math.sin(t) : 100.1));
  expect(lastOf(values)).toEqual([100.1, 100.1, 0]);
});
