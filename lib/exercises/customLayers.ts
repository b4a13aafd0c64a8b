import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Exercises of notebook 09. */
export const customLayerExercises = {
  denseForward: exercise<(x: number[], W: number[][], b: number[]) => ArrayLike<number>>({
    number: 1,
    title: "a dense layer by hand",
    task: "Return y with y[u] = Σ_f x[f] · W[f][u] + b[u].",
    check(answer) {
      const cases = [
        { x: [1, 2], W: [[1, 0, -1], [3, 1, 2]], b: [0.5, 0, -1], y: [7.5, 2, 2] },
        { x: [2], W: [[4]], b: [1], y: [9] },
        { x: [0, 0, 0], W: [[1, 2], [3, 4], [5, 6]], b: [7, 8], y: [7, 8] },
      ];
      for (const { W, b, x, y } of cases) {
        const difference = differenceOf(answer(x, W, b), y);
        if (difference) return `For x = [${x.join(", ")}] and W of ${W.length} × ${b.length}: ${difference}`;
      }
      return undefined;
    },
  }),
  nextCell: exercise<(zi: number, zf: number, zg: number, c: number) => number>({
    number: 2,
    title: "the memory of a cell",
    task: "Return σ(zf) · c + σ(zi) · tanh(zg), with σ(z) = 1 ÷ (1 + exp(−z)).",
    check(answer) {
      for (const [zi, zf, zg, c] of [[0, 0, 1, 2], [-30, 30, 1, 0.7], [1, -1, -0.5, 3]] as const) {
        const difference = numberDifference(answer(zi, zf, zg, c), sigmoid(zf) * c + sigmoid(zi) * Math.tanh(zg));
        if (difference) return `For zi = ${zi}, zf = ${zf}, zg = ${zg}, c = ${c} ${difference}`;
      }
      return undefined;
    },
  }),
  parameterCount: exercise<(units: number, features: number) => number>({
    number: 3,
    title: "what an LSTM learns",
    task: "Return how many weights an LSTM of `units` units has that reads `features` columns: W, U and b of four gates.",
    check(answer) {
      for (const [units, features] of [[1, 1], [32, 5], [50, 3]] as const) {
        const difference = numberDifference(answer(units, features), 4 * units * (features + units + 1));
        if (difference) return `For ${units} units and ${features} columns ${difference}`;
      }
      return undefined;
    },
  }),
  standardise: exercise<(rows: number[][]) => unknown>({
    number: 4,
    title: "a step that compiles",
    task: "Return (x − mean) ÷ standard deviation of each column, over the rows, made of operations on tensors alone.",
    check(answer) {
      for (const rows of BATCHES) {
        const got = answer(rows);
        const difference = differenceOf(Array.isArray(got) ? got.flat() : got, standardisedRows(rows).flat(), 1e-4);
        if (difference) return `For the rows ${JSON.stringify(rows)}, row by row: ${difference}`;
      }
      return undefined;
    },
  }),
};

/** Batches of one shape, more than are recorded, so that the compiled step answers the last ones. */
const BATCHES = [1, 2, 3, 4, 5].map((k) => [[k, -k, 0.5], [2 * k + 1, k * k, 1.5], [0, 3 + k, 2.5 * k], [k - 7, 1, -k]]);

/** The population's standard deviation, as tf.moments has it. */
function standardisedRows(rows: readonly (readonly number[])[]): number[][] {
  const columns = rows[0]!.map((_, c) => {
    const column = rows.map((row) => row[c]!);
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length;
    return { mean, deviation: Math.sqrt(column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length) };
  });
  return rows.map((row) => row.map((x, c) => (x - columns[c]!.mean) / columns[c]!.deviation));
}
