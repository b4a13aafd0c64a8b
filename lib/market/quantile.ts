/** Quantile of sorted numbers, linear between neighbours: type 7 of Hyndman and Fan 1996, NumPy's default. in: share 0..1 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
