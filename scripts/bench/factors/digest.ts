import type { Digest } from "./protocol.ts";

const SAMPLES = 500;
const WEIGHTS = 8191;

/**
 * A column's rows from .. to−1 in few numbers: how many values there are, their sum and the sum of their sizes, each weighted by its row
 * so that a shifted column has another sum, and single values, the last rows among them.
 */
export function digestOf(column: ArrayLike<number>, from: number, to: number): Digest {
  let [values, sum, size] = [0, 0, 0];
  for (let t = from; t < to; t++) {
    const value = column[t]!;
    if (Number.isNaN(value)) continue;
    const weight = 1 + (t % WEIGHTS);
    values++;
    sum += weight * value;
    size += weight * Math.abs(value);
  }
  const samples = sampledRows(from, to).map((t) => (Number.isNaN(column[t]!) ? null : column[t]!));
  return { values, sum, size, samples };
}

/** Rows at equal distances, ending with the last one. */
function sampledRows(from: number, to: number): readonly number[] {
  const step = Math.max(1, Math.floor((to - from) / SAMPLES));
  return Array.from({ length: Math.min(SAMPLES, to - from) }, (_, k) => to - 1 - k * step);
}

type Tolerance = { readonly tolerance?: number; readonly rounding?: number };

/** What differs between a column of ours and the peer's, or undefined. Relative to the value or, where it is smaller, to the column's mean size. */
export function digestDifference(ours: Digest, theirs: Digest, { rounding = 0, tolerance = 1e-8 }: Tolerance): string | undefined {
  if (theirs.values === 0) return "the peer gave no value";
  if (ours.values !== theirs.values) return `${ours.values} values, the peer ${theirs.values}`;
  const typical = theirs.samples.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0) / theirs.samples.length;
  for (let k = 0; k < theirs.samples.length; k++) {
    const [a, b] = [ours.samples[k] ?? Number.NaN, theirs.samples[k] ?? Number.NaN];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    if (!(Math.abs(a - b) <= tolerance * Math.max(Math.abs(b), typical) + rounding)) return `sample ${k} from the end: ours ${a}, the peer's ${b}`;
  }
  const weights = typical === 0 ? theirs.values * WEIGHTS : theirs.size / typical;
  if (!(Math.abs(ours.sum - theirs.sum) <= tolerance * theirs.size + rounding * weights)) return `checksum: ours ${ours.sum}, the peer's ${theirs.sum}`;
  return undefined;
}
