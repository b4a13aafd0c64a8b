import { solveCholesky } from "../../models/baselines/cholesky.ts";
import { type Ensemble, ensembleOf } from "../ensemble.ts";
import { EnsembleError } from "../error.ts";
import { nonNegativeLeastSquares } from "./nonNegativeLeastSquares.ts";

export type StackingOptions = {
  /** "nonNegative" allows no member a negative weight (Breiman 1996); "ridge" allows it. Default "nonNegative". */
  readonly learner?: "nonNegative" | "ridge";
  /** How many rows the belief in equal weights is worth. Default 50. */
  readonly shrinkage?: number;
  /** Rows that must be known before the weights move away from equal ones. Default 50. */
  readonly minimum?: number;
  /** Whether the weights add up to 1, so that probabilities stay probabilities. Default false: a stack of forecasts that promise too much may shrink them. */
  readonly isConvex?: boolean;
};

/**
 * Stacking: a linear model of the members' out-of-fold forecasts. Wolpert 1992; non-negative weights after Breiman 1996, https://doi.org/10.1007/BF00117832.
 *   min over w of  Σ (y − f·w)² + λ s̄ ‖w − 1/K‖²,  w ≥ 0,  s̄ the mean square of the members' forecasts, λ = shrinkage in rows
 * Rows with a missing forecast are not learnt from.
 */
export function stackingEnsemble({ isConvex = false, learner = "nonNegative", minimum = 50, shrinkage = 50 }: StackingOptions = {}): Ensemble {
  if (!(shrinkage > 0 && Number.isFinite(shrinkage))) throw new EnsembleError(`stackingEnsemble: shrinkage must be a number of rows above 0, got ${shrinkage}; members that are alike would leave the weights open`);
  if (!(Number.isInteger(minimum) && minimum >= 1)) throw new EnsembleError(`stackingEnsemble: minimum must be a whole number of rows ≥ 1, got ${minimum}`);
  return ensembleOf({
    name: "stacking",
    begin: (names) => {
      const size = names.length;
      const [gram, moment] = [new Float64Array(size * size), new Float64Array(size)];
      let count = 0;
      return {
        learn: ({ forecasts }, actual) => {
          if (forecasts.some(Number.isNaN)) return;
          count++;
          for (let i = 0; i < size; i++) {
            moment[i]! += forecasts[i]! * actual;
            for (let j = 0; j < size; j++) gram[i * size + j]! += forecasts[i]! * forecasts[j]!;
          }
        },
        state: () => ({ rule: "weights", weights: Array.from(count < minimum ? moment.map(() => 1 / size) : solved(gram, moment, count)), intercept: 0 }),
      };
    },
  });

  function solved(squares: Float64Array, products: Float64Array, count: number): Float64Array {
    const size = products.length;
    const mean = products.reduce((sum, _, k) => sum + squares[k * size + k]!, 0) / size / count;
    if (mean === 0) return products.map(() => 1 / size);
    // Divided by the mean square, so that returns of 0.01 and prices of 4000 meet the same tolerances.
    const [gram, moment] = [squares.map((g) => g / mean), products.map((b) => b / mean + shrinkage / size)];
    for (let k = 0; k < size; k++) gram[k * size + k]! += shrinkage;
    if (isConvex) addUnitSum(gram, moment, 1e4 * (count + shrinkage));
    const weights = learner === "ridge" ? solveCholesky(gram, moment) : nonNegativeLeastSquares(gram, moment);
    const sum = weights.reduce((total, w) => total + w, 0);
    return isConvex && sum > 0 ? weights.map((w) => w / sum) : weights;
  }
}

/** One more row that asks for Σ w = 1 and counts `importance` times. Lawson and Hanson 1974, ch. 22. */
function addUnitSum(gram: Float64Array, moment: Float64Array, importance: number): void {
  for (let at = 0; at < gram.length; at++) gram[at]! += importance;
  for (let k = 0; k < moment.length; k++) moment[k]! += importance;
}
