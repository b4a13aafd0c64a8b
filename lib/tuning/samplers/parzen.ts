import { twoSidedP } from "../../analysis/normal.ts";
import type { RandomStream } from "../../random/index.ts";

/** A density over a bounded line, made of points that were seen. */
export type Parzen = {
  draw(stream: RandomStream): number;
  /** Logarithm of the density at a place. */
  logDensity(place: number): number;
  /** Logarithm of the probability of a stretch. */
  logMass(from: number, to: number): number;
};

type Kernel = { readonly mean: number; readonly width: number; /** Share of the mixture. */ readonly weight: number; /** Probability inside the bounds. */ readonly inside: number };

/**
 * Parzen estimator: a mixture of normals cut off at the bounds, one on each point and a wide one over the whole line as the prior.
 * Each is as wide as the larger gap to its neighbours (Bergstra 2011, §4), at least the line / min(100, points + 2).
 * in: places on the line, with their weights  low, high: the line's bounds
 */
export function parzen(places: readonly number[], weights: readonly number[], { high, low }: { readonly low: number; readonly high: number }): Parzen {
  const line = high - low;
  const prior = (low + high) / 2;
  const gaps = widestGaps([...places, prior], low, high);
  const least = line / Math.min(100, places.length + 2);
  const sum = weights.reduce((total, weight) => total + weight, 1);
  const kernel = (mean: number, width: number, weight: number): Kernel => ({ mean, width, weight: weight / sum, inside: below((high - mean) / width) - below((low - mean) / width) });
  const kernels = [
    ...places.map((mean, k) => kernel(mean, Math.min(line, Math.max(least, gaps[k]!)), weights[k]!)),
    kernel(prior, line, 1),
  ];
  return {
    draw: (stream) => {
      const chosen = pick(kernels, stream.uniform());
      for (;;) {
        const place = chosen.mean + chosen.width * stream.normal();
        if (place >= low && place <= high) return place;
      }
    },
    logDensity: (place) => logSum(kernels.map(({ inside, mean, weight, width }) => Math.log(weight / (inside * width * Math.sqrt(2 * Math.PI))) - ((place - mean) / width) ** 2 / 2)),
    logMass: (from, to) => Math.log(kernels.reduce((mass, { inside, mean, weight, width }) => mass + (weight * between((from - mean) / width, (to - mean) / width)) / inside, Number.MIN_VALUE)),
  };
}

/**
 * For each point, in the order given, the larger distance to the points beside it; equal points lie beside each other, so that a value seen often becomes narrow.
 * The bounds count only where a point is alone.
 */
function widestGaps(points: readonly number[], low: number, high: number): readonly number[] {
  const order = points.map((_, k) => k).sort((a, b) => points[a]! - points[b]! || a - b);
  const gaps = points.map(() => 0);
  order.forEach((point, place) => {
    const [left, right] = [order[place - 1], order[place + 1]].map((other) => (other === undefined ? 0 : Math.abs(points[other]! - points[point]!)));
    gaps[point] = points.length === 1 ? Math.max(points[point]! - low, high - points[point]!) : Math.max(left!, right!);
  });
  return gaps;
}

function pick(kernels: readonly Kernel[], share: number): Kernel {
  let left = share;
  for (const kernel of kernels) if ((left -= kernel.weight) < 0) return kernel;
  return kernels.at(-1)!;
}

function logSum(logs: readonly number[]): number {
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0));
}

/** Φ(b) − Φ(a), from the tail that loses fewer digits; 0 beyond eight standard deviations, where less than 1e-15 is left. */
function between(a: number, b: number): number {
  if (a > 8 || b < -8) return 0;
  return a > 0 ? below(-a) - below(-b) : below(b) - below(a);
}

/** Φ */
function below(z: number): number {
  return z < 0 ? twoSidedP(z) / 2 : 1 - twoSidedP(z) / 2;
}
