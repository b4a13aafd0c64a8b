/** A sigmoid that turns scores into probabilities of class 1: P = 1 / (1 + exp(slope·f + intercept)); the slope is negative where higher scores speak for class 1. */
export type Sigmoid = { readonly slope: number; readonly intercept: number };

const ITERATIONS = 100;
const SMALLEST_STEP = 1e-10;
/** Keeps the curvature invertible. */
const RIDGE = 1e-12;

/**
 * Platt scaling: the sigmoid of the greatest likelihood. Platt 1999, found by Newton's method as Lin, Lin & Weng 2007, https://doi.org/10.1007/s10994-007-5018-6.
 * Targets are smoothed as Platt does: (N₊ + 1)/(N₊ + 2) for class 1, 1/(N₋ + 2) for the other, so that few windows give no certainty.
 * in: scores [N], whether each is of class 1 [N]
 */
export function fitSigmoid(scores: ArrayLike<number>, isPositive: ArrayLike<boolean>): Sigmoid {
  const count = scores.length;
  let positives = 0;
  for (let n = 0; n < count; n++) if (isPositive[n]) positives++;
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (count - positives + 2)];
  const target = (n: number) => (isPositive[n] ? high : low);
  const loss = (slope: number, intercept: number) => {
    let sum = 0;
    for (let n = 0; n < count; n++) {
      const z = scores[n]! * slope + intercept;
      sum += z >= 0 ? target(n) * z + Math.log1p(Math.exp(-z)) : (target(n) - 1) * z + Math.log1p(Math.exp(z));
    }
    return sum;
  };

  let [slope, intercept] = [0, Math.log((count - positives + 1) / (positives + 1))];
  let value = loss(slope, intercept);
  for (let k = 0; k < ITERATIONS; k++) {
    let [h11, h22, h21, g1, g2] = [RIDGE, RIDGE, 0, 0, 0];
    for (let n = 0; n < count; n++) {
      const f = scores[n]!;
      const p = sigmoidOf({ slope, intercept }, f);
      const [curvature, difference] = [p * (1 - p), target(n) - p];
      h11 += f * f * curvature;
      h22 += curvature;
      h21 += f * curvature;
      g1 += f * difference;
      g2 += difference;
    }
    if (Math.abs(g1) < 1e-9 && Math.abs(g2) < 1e-9) break;
    const determinant = h11 * h22 - h21 * h21;
    const [stepA, stepB] = [-(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant];
    const descent = g1 * stepA + g2 * stepB;
    let size = 1;
    let next = loss(slope + stepA, intercept + stepB);
    while (size >= SMALLEST_STEP && !(next < value + 1e-4 * size * descent)) {
      size /= 2;
      next = loss(slope + size * stepA, intercept + size * stepB);
    }
    if (!(next < value)) break;
    [slope, intercept, value] = [slope + size * stepA, intercept + size * stepB, next];
  }
  return { slope, intercept };
}

/** Probability of class 1 of a score. */
export function sigmoidOf({ intercept, slope }: Sigmoid, score: number): number {
  const z = slope * score + intercept;
  return z >= 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
}
