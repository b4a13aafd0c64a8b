import { ordered } from "./ordered.ts";

/** Earlier values before a rank means something. */
export const FEWEST_PAST = 60;

/**
 * Share of the earlier values that lie below, equal ones by half: 0 a new low, 1 a new high. Uses the rows up to t and no others.
 * in: [T]  out: [T] 0..1, NaN with fewer than `minimum` earlier values. Counted with Fenwick's tree (1994), T·log T steps.
 */
export function pastRank(values: Float64Array, { minimum = FEWEST_PAST }: { readonly minimum?: number } = {}): Float64Array {
  const { order } = ordered(values);
  const [first, last] = [new Int32Array(values.length), new Int32Array(values.length)];
  for (let from = 0, to = 0; from < order.length; from = to) {
    for (to = from; to < order.length && values[order[to]!] === values[order[from]!]; ) to++;
    for (let k = from; k < to; k++) [first[order[k]!], last[order[k]!]] = [from, to];
  }
  const tree = new Int32Array(order.length + 1);
  const before = (place: number): number => {
    let sum = 0;
    for (let k = place; k > 0; k -= k & -k) sum += tree[k]!;
    return sum;
  };
  const out = new Float64Array(values.length).fill(Number.NaN);
  let seen = 0;
  for (let t = 0; t < values.length; t++) {
    if (Number.isNaN(values[t]!)) continue;
    if (seen >= Math.max(1, minimum)) out[t] = (before(first[t]!) + before(last[t]!)) / (2 * seen);
    seen++;
    for (let k = last[t]!; k <= order.length; k += k & -k) tree[k]!++;
  }
  return out;
}

/**
 * Quantile of each row among the rows before it, 0 the lowest .. `quantiles` − 1 the highest: its edges are known at the row.
 * Edges from the whole sample would tell a row of 2009 what a high value of 2019 is. in: [T]  out: [T], NaN where `pastRank` is
 */
export function pastQuantile(values: Float64Array, { minimum, quantiles = 5 }: { readonly quantiles?: number; readonly minimum?: number } = {}): Float64Array {
  return pastRank(values, minimum === undefined ? {} : { minimum }).map((share) => (Number.isNaN(share) ? share : Math.min(quantiles - 1, Math.floor(share * quantiles))));
}
