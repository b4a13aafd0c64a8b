/** Returns whose weighted mean square stands for the variance before the first: the same as in the Python package arch. */
const BACKCAST = 75;
const BACKCAST_DECAY = 0.94;

/** Parameters of h = omega + alpha·e²[−1] + beta·h[−1]. */
export type Garch = { readonly omega: number; readonly alpha: number; readonly beta: number };

/** Gradient and second derivatives of the mean of ½·(ln h + e²/h) in omega, alpha, beta; the latter as a lower triangle, row by row. */
export type Slopes = { readonly gradient: Float64Array; readonly curvature: Float64Array };

/** Variance that stands before the first square. */
export function backcast(squares: Float64Array): number {
  let sum = 0;
  let weights = 0;
  for (let k = 0, weight = 1; k < Math.min(BACKCAST, squares.length); k++, weight *= BACKCAST_DECAY) {
    sum += weight * squares[k]!;
    weights += weight;
  }
  return sum / weights;
}

/** Variance that follows the squares. */
export function nextVariance(squares: Float64Array, { omega, alpha, beta }: Garch): number {
  let h = omega + (alpha + beta) * backcast(squares);
  for (let t = 0; t < squares.length; t++) h = omega + alpha * squares[t]! + beta * h;
  return h;
}

/** Mean of ½·(ln h + e²/h) over the squares e². */
export function likelihoodOf(squares: Float64Array, { omega, alpha, beta }: Garch): number {
  let h = omega + (alpha + beta) * backcast(squares);
  let sum = 0;
  let product = 1;
  for (let t = 0; t < squares.length; t++) {
    sum += squares[t]! / h;
    product *= h;
    // One logarithm for many factors: taken before the product can leave the range of numbers.
    if (product < 1e-200 || product > 1e200) {
      sum += Math.log(product);
      product = 1;
    }
    h = omega + alpha * squares[t]! + beta * h;
  }
  return (0.5 * (sum + Math.log(product))) / squares.length;
}

/** First and second derivatives of the same, carried along by the recursion. */
export function differentiate(squares: Float64Array, { omega, alpha, beta }: Garch, { curvature, gradient }: Slopes): void {
  const start = backcast(squares);
  let h = omega + (alpha + beta) * start;
  let hO = 1, hA = start, hB = start, hBO = 0, hBA = 0, hBB = 0;
  let gO = 0, gA = 0, gB = 0, oo = 0, ao = 0, aa = 0, bo = 0, ba = 0, bb = 0;
  for (let t = 0; t < squares.length; t++) {
    const square = squares[t]!;
    const share = 1 / h;
    const slope = share * (1 - square * share);
    const bend = share * share * (2 * square * share - 1);
    gO += slope * hO;
    gA += slope * hA;
    gB += slope * hB;
    oo += bend * hO * hO;
    ao += bend * hA * hO;
    aa += bend * hA * hA;
    bo += bend * hB * hO + slope * hBO;
    ba += bend * hB * hA + slope * hBA;
    bb += bend * hB * hB + slope * hBB;
    hBO = hO + beta * hBO;
    hBA = hA + beta * hBA;
    hBB = 2 * hB + beta * hBB;
    hO = 1 + beta * hO;
    hA = square + beta * hA;
    hB = h + beta * hB;
    h = omega + alpha * square + beta * h;
  }
  const half = 0.5 / squares.length;
  gradient.set([half * gO, half * gA, half * gB]);
  curvature.set([half * oo, half * ao, half * aa, half * bo, half * ba, half * bb]);
}
