import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { forestMeans, forestQuantiles, growForest, type Goal, type Matrix } from "../index.ts";
import { binned } from "./bins.ts";

const ROWS = 400;
const WIDTH = 3;

function matrixOf(seed: number): Matrix {
  return { values: Float32Array.from({ length: ROWS * WIDTH }, randomStream(randomKey(seed)).normal), rows: ROWS, width: WIDTH };
}

const REQUEST = { trees: 40, limits: { leaves: Infinity, depth: Infinity, inputs: 2 }, leastLeaf: 5, draws: ROWS, bins: 256, keepsLeaves: true, key: randomKey(1) };

test("intervals rise with the value, hold about as many rows each, and part all values where these are few", () => {
  const { normal, uniform } = randomStream(randomKey(1));
  const values = Float32Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? normal() : Math.floor(uniform() * 5) - 2));
  const { codes, edges } = binned({ values, rows: 1000, width: 2 }, 16);
  const counts = new Map<number, number>();
  for (let n = 0; n < 1000; n++) {
    const code = codes[n]!;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    expect(code).toBe(edges[0]!.filter((edge) => values[2 * n]! > edge).length);
    expect(codes[1000 + n]).toBe(values[2 * n + 1]! + 2);
  }
  expect(counts.size).toBe(16);
  for (const count of counts.values()) expect(Math.abs(count - 62.5)).toBeLessThan(2);
});

test("one tree of all inputs and all leaves tells its own rows by heart, and its out-of-bag rows as well as fresh ones", async () => {
  const matrix = matrixOf(2);
  const targets = Float64Array.from({ length: ROWS }, (_, n) => matrix.values[n * WIDTH]!);
  const { forest, outOfBag } = await growForest({ ...REQUEST, matrix, goal: { kind: "numbers", targets }, trees: 1, leastLeaf: 1, limits: { ...REQUEST.limits, inputs: WIDTH }, bins: 256 });
  const exact = forestMeans(forest, matrix).filter((said, n) => said === targets[n]).length;
  expect(exact).toBeGreaterThan(100);
  expect(outOfBag.rows).toBeGreaterThan(0.3 * ROWS);
  expect(outOfBag.error).toBeLessThan(0.05);
});

test("two classes as two of three, the third absent, grow the same trees but where two splits are equally good", async () => {
  const matrix = matrixOf(3);
  const targets = Float64Array.from({ length: ROWS }, (_, n) => (matrix.values[n * WIDTH]! * matrix.values[n * WIDTH + 1]! > 0 ? 1 : 0));
  const goal = (weights: readonly number[]): Goal => ({ kind: "classes", targets, weights: Float64Array.from(weights) });
  const [two, three] = await Promise.all([growForest({ ...REQUEST, matrix, goal: goal([1, 2]), limits: { ...REQUEST.limits, leaves: 20 } }), growForest({ ...REQUEST, matrix, goal: goal([1, 2, 0]), limits: { ...REQUEST.limits, leaves: 20 } })]);
  const others = three.forest.threshold.filter((threshold, node) => threshold !== two.forest.threshold[node]).length;
  expect(others / two.forest.threshold.length).toBeLessThan(0.03);
  const shares = forestMeans(three.forest, matrix);
  forestMeans(two.forest, matrix).forEach((share, n) => {
    expect(Math.abs(share - shares[3 * n + 1]!)).toBeLessThan(0.05);
    expect(shares[3 * n + 2]).toBe(0);
  });
});

test("quantiles follow the spread of the targets where it is planted", async () => {
  const matrix = matrixOf(4);
  const { normal } = randomStream(randomKey(5));
  const targets = Float64Array.from({ length: ROWS }, (_, n) => normal() * (matrix.values[n * WIDTH]! > 0 ? 5 : 0.5));
  const { forest, leaves } = await growForest({ ...REQUEST, matrix, goal: { kind: "numbers", targets }, leastLeaf: 20, limits: { ...REQUEST.limits, inputs: WIDTH } });
  const quantiles = forestQuantiles(forest, leaves!, matrixOf(6), [0.1, 0.5, 0.9]);
  const widths: [number[], number[]] = [[], []];
  matrixOf(6).values.forEach((value, at) => at % WIDTH === 0 && widths[value > 0 ? 1 : 0]!.push(quantiles[at + 2]! - quantiles[at]!));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean(widths[0]) - 2.56 * 0.5)).toBeLessThan(0.8);
  expect(Math.abs(mean(widths[1]) - 2.56 * 5)).toBeLessThan(3);
});

test("other trainings beside it change nothing", async () => {
  const matrix = matrixOf(7);
  const goal: Goal = { kind: "numbers", targets: Float64Array.from({ length: ROWS }, (_, n) => matrix.values[n * WIDTH]!) };
  const alone = await growForest({ ...REQUEST, matrix, goal });
  const [beside] = await Promise.all([growForest({ ...REQUEST, matrix, goal }), growForest({ ...REQUEST, matrix, goal, key: randomKey(2) })]);
  expect(beside).toEqual(alone);
});
