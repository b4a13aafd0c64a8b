import fc from "fast-check";
import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { forestMeans, forestShapley, growForest, type Forest } from "../index.ts";

const WIDTH = 4;

async function grown(seed: number, leaves: number): Promise<Forest> {
  const { normal } = randomStream(randomKey(seed));
  const matrix = { values: Float32Array.from({ length: 60 * WIDTH }, normal), rows: 60, width: WIDTH };
  const targets = Float64Array.from({ length: 60 }, (_, n) => matrix.values[n * WIDTH]! * matrix.values[n * WIDTH + 1]! + 0.3 * normal());
  const limits = { leaves, depth: Infinity, inputs: 2 };
  return (await growForest({ matrix, goal: { kind: "numbers", targets }, trees: 3, limits, leastLeaf: 1, draws: 60, bins: 256, keepsLeaves: false, key: randomKey(seed) })).forest;
}

/** What a tree says of a row whose inputs outside of `known` are not known: of an unknown one, both branches by their cover. */
function said(forest: Forest, row: Float32Array, known: number, node: number): number {
  const p = forest.input[node]!;
  if (p < 0) return forest.values[node]!;
  const [left, right] = [forest.left[node]!, forest.left[node]! + 1];
  if (((known >> p) & 1) === 1) return said(forest, row, known, row[p]! <= forest.threshold[node]! ? left : right);
  return [left, right].reduce((sum, child) => sum + (forest.cover[child]! / forest.cover[node]!) * said(forest, row, known, child), 0);
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Shapley's own formula: the mean gain of an input over all orders in which inputs may become known. Shapley 1953. */
function byFormula(forest: Forest, row: Float32Array, p: number): number {
  const trees = Array.from(forest.roots.subarray(0, -1));
  const game = (known: number) => trees.reduce((sum, root) => sum + said(forest, row, known, root), 0) / trees.length;
  let sum = 0;
  for (let known = 0; known < 2 ** WIDTH; known++) {
    if (((known >> p) & 1) === 1) continue;
    const size = known.toString(2).split("1").length - 1;
    sum += ((factorial(size) * factorial(WIDTH - 1 - size)) / factorial(WIDTH)) * (game(known | (1 << p)) - game(known));
  }
  return sum;
}

test("contributions are Shapley's own formula, input by input, also where a way asks an input again, and add up to the forecast", async () => {
  const few = fc.asyncProperty(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(2, 5, Infinity), async (seed, leaves) => {
    const forest = await grown(seed, leaves);
    const row = Float32Array.from({ length: WIDTH }, randomStream(randomKey(seed + 1)).normal);
    const matrix = { values: row, rows: 1, width: WIDTH };
    const given = forestShapley(forest, matrix);
    for (let p = 0; p < WIDTH; p++) expect(Math.abs(given[p]! - byFormula(forest, row, p))).toBeLessThan(1e-12);
    expect(Math.abs(given.reduce((sum, part) => sum + part, 0) - forestMeans(forest, matrix)[0]!)).toBeLessThan(1e-12);
  });
  await fc.assert(few, { seed: 1, numRuns: 15 });
});
