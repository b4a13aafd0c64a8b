import { normalProbability } from "../analysis/normal.ts";

/** Euler–Mascheroni constant. */
export const EULER = 0.5772156649015329;

/** Standard normal quantile. A first guess by Abramowitz and Stegun 26.2.23, good to 4.5e-4, then Halley's steps. in: 0..1  out: −∞..∞ */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  const r = Math.sqrt(-2 * Math.log(p));
  let z = -(r - (2.515517 + r * (0.802853 + r * 0.010328)) / (1 + r * (1.432788 + r * (0.189269 + r * 0.001308))));
  for (let step = 0; step < 3; step++) {
    const u = ((normalProbability(z) - p) * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2);
    z -= u / (1 + (z * u) / 2);
  }
  return z;
}
