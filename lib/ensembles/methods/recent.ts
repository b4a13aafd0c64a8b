import { type Ensemble, ensembleOf } from "../ensemble.ts";
import { EnsembleError } from "../error.ts";
import { inverseErrors } from "./inverseErrors.ts";

export type RecentOptions = {
  /** Known rows that are looked back upon. Default 60. */
  readonly window?: number;
  /** Rows that must be known before weights differ. Default 20. */
  readonly minimum?: number;
  /** How strongly a smaller error counts: w ∝ (1/MSE)^power. Default 1. */
  readonly power?: number;
};

/**
 * Weights by recent performance: wₖ ∝ 1/MSEₖ over the last `window` rows whose actual values are known. Bates and Granger 1969, https://doi.org/10.1057/jors.1969.103.
 * Equal weights until `minimum` rows are known. Correlation of the errors is left aside: estimated on few rows it does harm.
 */
export function recentEnsemble({ minimum = 20, power = 1, window = 60 }: RecentOptions = {}): Ensemble {
  if (!(Number.isInteger(window) && window >= 1)) throw new EnsembleError(`recentEnsemble: window must be a whole number of rows ≥ 1, got ${window}`);
  if (!(Number.isInteger(minimum) && minimum >= 1 && minimum <= window)) throw new EnsembleError(`recentEnsemble: minimum must be a whole number of rows from 1 to the window of ${window}, got ${minimum}`);
  if (!(power >= 0 && Number.isFinite(power))) throw new EnsembleError(`recentEnsemble: power must be a number ≥ 0, got ${power}`);
  return ensembleOf({
    name: "recent performance",
    begin: (names) => {
      const squares: Float64Array[] = [];
      return {
        learn: ({ forecasts }, actual) => {
          squares.push(forecasts.map((forecast) => (forecast - actual) ** 2));
          if (squares.length > window) squares.shift();
        },
        state: () => ({ rule: "weights", weights: squares.length < minimum ? names.map(() => 1 / names.length) : inverseErrors(names.map((_, k) => meanKnown(squares, k)), power), intercept: 0 }),
      };
    },
  });
}

/** Mean of member k's squared errors where it had a forecast; NaN where it had none. */
function meanKnown(squares: readonly Float64Array[], k: number): number {
  let [sum, count] = [0, 0];
  for (const row of squares) {
    if (Number.isNaN(row[k]!)) continue;
    sum += row[k]!;
    count++;
  }
  return sum / count;
}
