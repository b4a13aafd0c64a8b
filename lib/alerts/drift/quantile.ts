/** Quantile q of a sample, linear between order statistics (Hyndman and Fan 1996, type 7). */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}
