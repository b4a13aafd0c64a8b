import { randomStream, split, type RandomKey } from "../random/index.ts";
import { AnalysisError } from "./error.ts";

/**
 * Mutual information from distances to nearest neighbours: ψ(N) + ψ(k) − ⟨ψ(nₓ + 1) + ψ(n_y + 1)⟩, at least 0.
 * Kraskov, Stögbauer and Grassberger 2004, first estimator: n counts the points nearer in one coordinate than the k-th neighbour is in the larger of both.
 * As scikit-learn's mutual_info_regression: both columns at standard deviation 1, with noise of 1e−10 that separates equal values. in: x, y [N]  out: nats
 */
export function neighbourInformation(x: Float64Array, y: Float64Array, { key, neighbours }: { readonly neighbours: number; readonly key: RandomKey }): number {
  const count = x.length;
  if (!Number.isInteger(neighbours) || neighbours < 1 || neighbours >= count) throw new AnalysisError(`neighbourInformation: neighbours must be a whole number from 1 to ${count - 1}, got ${neighbours}`);
  const [a, b] = [scaled(x, split(key, "x")), scaled(y, split(key, "y"))];
  if (a === undefined || b === undefined) return 0;
  const [sortedX, sortedY] = [a.slice().sort(), b.slice().sort()];
  const psi = digammas(count);
  const places = Int32Array.from(a.keys()).sort((i, j) => a[i]! - a[j]!);
  const [u, v] = [Float64Array.from(places, (k) => a[k]!), Float64Array.from(places, (k) => b[k]!)];
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const distance = kthDistance(u, v, k, neighbours);
    sum += psi[within(sortedX, u[k]!, distance)]! + psi[within(sortedY, v[k]!, distance)]!;
  }
  return Math.max(0, psi[count]! + psi[neighbours]! - sum / count);
}

/** Larger of both coordinates' distances to the k-th neighbour of a point. Points lie in order of u, so the search ends where u alone is too far. */
function kthDistance(u: Float64Array, v: Float64Array, point: number, neighbours: number): number {
  const nearest = new Float64Array(neighbours).fill(Infinity);
  let [left, right] = [point - 1, point + 1];
  for (;;) {
    const toLeft = left >= 0 ? u[point]! - u[left]! : Infinity;
    const toRight = right < u.length ? u[right]! - u[point]! : Infinity;
    const along = Math.min(toLeft, toRight);
    if (along >= nearest[neighbours - 1]! || along === Infinity) return nearest[neighbours - 1]!;
    const other = toLeft <= toRight ? left-- : right++;
    let distance = Math.max(along, Math.abs(v[point]! - v[other]!));
    for (let k = 0; k < neighbours; k++) {
      if (distance >= nearest[k]!) continue;
      const further = nearest[k]!;
      nearest[k] = distance;
      distance = further;
    }
  }
}

/** Points nearer than the distance, the point itself among them. */
function within(sorted: Float64Array, value: number, distance: number): number {
  const bound = (isBeyond: (other: number) => boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBeyond(sorted[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return bound((other) => other - value >= distance) - bound((other) => value - other < distance);
}

/** Standard deviation 1 and a little noise; undefined for a column that does not vary. */
function scaled(x: Float64Array, key: RandomKey): Float64Array | undefined {
  if (x.every((value) => value === x[0])) return undefined;
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const deviation = Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length);
  const { normal } = randomStream(key);
  const size = 1e-10 * Math.max(1, x.reduce((sum, value) => sum + Math.abs(value), 0) / x.length / deviation);
  return x.map((value) => value / deviation + size * normal());
}

/** ψ(1) … ψ(count) = −γ + 1 + 1/2 + … + 1/(n−1), at its number. */
function digammas(count: number): Float64Array {
  const psi = new Float64Array(count + 1);
  psi[1] = -0.5772156649015329;
  for (let n = 2; n <= count; n++) psi[n] = psi[n - 1]! + 1 / (n - 1);
  return psi;
}
