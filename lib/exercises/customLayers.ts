import { exercise } from "./exercise.ts";
import { differenceOf, numberDifference } from "./expect.ts";

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Exercises of notebook 07. */
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
};
