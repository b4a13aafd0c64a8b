/** Median of at least one number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Modified z-score of a value against its history: (x − median) / (1.4826·MAD), MAD the median of |xᵢ − median|. Iglewicz and Hoaglin 1993.
 * Where more than half of the history is one number the MAD is 0; then 1.2533 · mean |xᵢ − median| stands in its place.
 * A history of one number alone: 0 for that number (to 1e-9 of it), ±Infinity for any other.
 */
export function robustZ(history: readonly number[], value: number): number {
  const centre = median(history);
  const distances = history.map((one) => Math.abs(one - centre));
  const spread = 1.4826 * median(distances) || 1.2533 * (distances.reduce((sum, one) => sum + one, 0) / distances.length);
  const off = value - centre;
  if (Math.abs(off) <= 1e-9 * Math.abs(centre)) return 0;
  return spread === 0 ? Math.sign(off) * Infinity : off / spread;
}
