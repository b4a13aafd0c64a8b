import { twoSidedP } from "../analysis/normal.ts";

/** Quantile of the mixture Σ wₖ·N(centreₖ, deviationₖ²), by Newton's steps kept inside a shrinking bracket. in: level in (0, 1); members of weight 0 are left out  out: unit of the centres */
export function mixtureQuantile(level: number, centres: Float64Array, weights: ArrayLike<number>, deviations: ArrayLike<number>): number {
  const used = Array.from(centres.keys()).filter((k) => weights[k]! > 0);
  let low = Math.min(...used.map((k) => centres[k]! - 40 * deviations[k]!));
  let high = Math.max(...used.map((k) => centres[k]! + 40 * deviations[k]!));
  let x = used.reduce((sum, k) => sum + weights[k]! * centres[k]!, 0);
  for (let step = 0; step < 200; step++) {
    let [below, density] = [0, 0];
    for (const k of used) {
      const z = (x - centres[k]!) / deviations[k]!;
      below += weights[k]! * (z < 0 ? twoSidedP(z) / 2 : 1 - twoSidedP(z) / 2);
      density += (weights[k]! * Math.exp((-z * z) / 2)) / (deviations[k]! * Math.sqrt(2 * Math.PI));
    }
    if (Math.abs(below - level) < 1e-13) return x;
    if (below < level) low = x;
    else high = x;
    const newton = x - (below - level) / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-12 * (high - low)) return next;
    x = next;
  }
  return x;
}
