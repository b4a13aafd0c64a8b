/**
 * Probability that a standard normal number lies at least |z| from zero, both sides.
 * Near zero 1 − 2·φ(z)·Σ z^(2k+1)/(1·3·5…(2k+1)), Marsaglia 2004; in the tail Laplace's continued fraction. Good to 13 digits of the value.
 */
export function twoSidedP(z: number): number {
  const x = Math.abs(z);
  if (Number.isNaN(x)) return Number.NaN;
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let k = 3; term > 1e-18 * sum; k += 2) sum += term *= (x * x) / k;
    return 1 - 2 * density * sum;
  }
  let fraction = x;
  for (let k = 120; k >= 1; k--) fraction = x + k / fraction;
  return (2 * density) / fraction;
}

/** Standard normal distribution function. in: z  out: 0..1 */
export function normalProbability(z: number): number {
  return z > 0 ? 1 - twoSidedP(z) / 2 : twoSidedP(z) / 2;
}
