import { solveCholesky } from "../../models/baselines/cholesky.ts";

/** Times that all weights of the wrong sign change sides at once although they became no fewer. */
const PATIENCE = 3;

/**
 * Solves min wᵀGw − 2bᵀw over w ≥ 0: the weights are parted into free ones and zeros, and those of the wrong sign change sides, all at once or, if that does not help, the last one alone.
 * Block principal pivoting, Kim and Park 2011, https://doi.org/10.1137/110821172. Ends, because the single changes never come back to a parting (Murty 1974).
 * in: G [K, K] row-major, symmetric and positive definite; b [K]  out: w [K]
 */
export function nonNegativeLeastSquares(gram: Float64Array, moment: Float64Array): Float64Array {
  const count = moment.length;
  const tolerance = 1e-12 * Math.max(...moment.map(Math.abs));
  const isFree = new Uint8Array(count).fill(1);
  let [fewest, patience] = [count + 1, PATIENCE];
  for (;;) {
    const weights = solveFree(gram, moment, isFree);
    const wrong = Array.from(isFree.keys()).filter((k) => (isFree[k] === 1 ? weights[k]! < 0 : slope(gram, moment, weights, k) > tolerance));
    if (wrong.length === 0) return weights;
    if (wrong.length < fewest) [fewest, patience] = [wrong.length, PATIENCE];
    else patience--;
    for (const k of patience >= 0 ? wrong : wrong.slice(-1)) isFree[k] = 1 - isFree[k]!;
  }
}

/** By how much the error falls as weight k leaves zero, up to the factor 2. */
function slope(gram: Float64Array, moment: Float64Array, weights: Float64Array, k: number): number {
  const count = moment.length;
  let sum = moment[k]!;
  for (let j = 0; j < count; j++) sum -= gram[k * count + j]! * weights[j]!;
  return sum;
}

/** The least squares over the free weights, the others zero. */
function solveFree(gram: Float64Array, moment: Float64Array, isFree: Uint8Array): Float64Array {
  const count = moment.length;
  const free = Array.from(isFree.keys()).filter((k) => isFree[k] === 1);
  const part = new Float64Array(free.length ** 2);
  for (let i = 0, at = 0; i < free.length; i++) for (let j = 0; j < free.length; j++, at++) part[at] = gram[free[i]! * count + free[j]!]!;
  const solved = solveCholesky(part, Float64Array.from(free, (k) => moment[k]!));
  const weights = new Float64Array(count);
  for (let i = 0; i < free.length; i++) weights[free[i]!] = solved[i]!;
  return weights;
}
