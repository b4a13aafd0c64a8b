/**
 * q-values: the share of false discoveries to expect when a column and all better ones are taken, min over j ≥ i of p₍ⱼ₎·n/j.
 * Benjamini and Hochberg 1995. in: p-values [n], NaN where there is none  out: [n], NaN there too; they do not count as tried
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const q = new Float64Array(p.length).fill(Number.NaN);
  const order = Array.from(p, (_, k) => k).filter((k) => !Number.isNaN(p[k]!)).sort((a, b) => p[b]! - p[a]!);
  let least = 1;
  for (const [k, column] of order.entries()) {
    least = Math.min(least, (p[column]! * order.length) / (order.length - k));
    q[column] = least;
  }
  return q;
}
