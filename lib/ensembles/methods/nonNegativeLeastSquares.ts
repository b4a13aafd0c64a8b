import { solveCholesky } from "../../models/baselines/cholesky.ts";

/**
 * Solves min wᵀGw − 2bᵀw over w ≥ 0 by active sets. Lawson and Hanson 1974, ch. 23, on the normal equations as Bro and de Jong 1997.
 * in: G [K, K] row-major, symmetric and positive definite; b [K]  out: w [K]
 */
export function nonNegativeLeastSquares(gram: Float64Array, moment: Float64Array): Float64Array {
  const count = moment.length;
  const tolerance = 1e-12 * Math.max(...moment.map(Math.abs));
  const free = new Set<number>();
  let weights: Float64Array = new Float64Array(count);
  for (let round = 0; round < 3 * count; round++) {
    const slope = Array.from({ length: count }, (_, k) => moment[k]! - weights.reduce((sum, w, j) => sum + gram[k * count + j]! * w, 0));
    const entering = slope.reduce((best, s, k) => (!free.has(k) && s > tolerance && (best < 0 || s > slope[best]!) ? k : best), -1);
    if (entering < 0) break;
    free.add(entering);
    weights = feasible(gram, moment, free, weights);
  }
  return weights;
}

/** The least squares over the free weights; where that takes some below zero, as far as they stay above, and those that reach zero are freed no more. */
function feasible(gram: Float64Array, moment: Float64Array, free: Set<number>, from: Float64Array): Float64Array {
  let weights = from;
  for (;;) {
    const solved = solveFree(gram, moment, [...free]);
    const falling = [...free].filter((k) => solved[k]! <= 0);
    if (falling.length === 0) return solved;
    const step = Math.min(...falling.map((k) => weights[k]! / (weights[k]! - solved[k]!)));
    weights = weights.map((w, k) => w + step * (solved[k]! - w));
    for (const k of [...free]) {
      if (weights[k]! > 1e-15) continue;
      weights[k] = 0;
      free.delete(k);
    }
  }
}

/** Weights of the free members, the others zero. */
function solveFree(gram: Float64Array, moment: Float64Array, free: readonly number[]): Float64Array {
  const count = moment.length;
  const size = free.length;
  const part = Float64Array.from({ length: size * size }, (_, at) => gram[free[Math.floor(at / size)]! * count + free[at % size]!]!);
  const solved = solveCholesky(part, Float64Array.from(free, (k) => moment[k]!));
  const weights = new Float64Array(count);
  free.forEach((k, at) => (weights[k] = solved[at]!));
  return weights;
}
