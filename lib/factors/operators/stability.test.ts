import { beforeAll, describe, expect, test } from "vitest";
import { Computation } from "../engine/computation.ts";
import { sourceLine, type Line } from "../engine/line.ts";
import { compile } from "../engine/program.ts";
import { randomKey, randomStream } from "../../random/index.ts";
import { mean, meanAndSquares } from "./index.ts";

const ROWS = 1_000_000;
const PERIOD = 20;
const x = sourceLine("close", []);

/** The last row of each line after a million rows. */
function lastOf(values: Float64Array, lines: readonly Line[]): readonly number[] {
  const program = compile(lines);
  const computation = new Computation(program, 1000);
  for (let row = 0; row < values.length; row += 1000) {
    computation.reserve(1000);
    for (const { place } of computation.sources) computation.buffer(place).set(values.subarray(row, row + 1000), computation.cursor);
    computation.run(1000);
    computation.advance(1000);
  }
  return program.results.map((place) => computation.buffer(place)[computation.cursor - 1]!);
}

/** Mean and squares of the last window in two passes. */
function exact(values: Float64Array): readonly [mean: number, squares: number] {
  const window = values.subarray(-PERIOD);
  const middle = window.reduce((total, value) => total + value, 0) / PERIOD;
  return [middle, window.reduce((total, value) => total + (value - middle) ** 2, 0)];
}

describe("after a million rows mean and variance are those of their window", () => {
  let walk: Float64Array;
  beforeAll(() => {
    const { normal } = randomStream(randomKey(4));
    walk = new Float64Array(ROWS);
    for (let t = 0, price = 100; t < ROWS; t++) walk[t] = price *= Math.exp(0.001 * normal());
  });

  test.each<[string, (value: number, t: number) => number]>([
    ["on a walk", (value) => value],
    ["on a walk a million above zero", (value) => value + 1e6],
    ["after a spike of a billion", (value, t) => (t === ROWS - 40 ? 1e9 : value)],
    ["behind a jump", (value, t) => (t > ROWS - 25 ? value + 1e5 : value)],
  ])("%s", (_, change) => {
    const values = walk.map(change);
    const [middle, other, squares] = lastOf(values, [mean(x, PERIOD), ...meanAndSquares(x, PERIOD)]);
    const [expectedMean, expectedSquares] = exact(values);
    for (const got of [middle, other]) expect(Math.abs(got! / expectedMean - 1)).toBeLessThan(1e-12);
    expect(Math.abs(squares! / expectedSquares - 1)).toBeLessThan(1e-8);
  });

  test("on equal values, exactly", () => {
    expect(lastOf(walk.map((value, t) => (t > ROWS - 100 ? 100.1 : value)), [meanAndSquares(x, PERIOD)[1]])).toEqual([0]);
  });
});
