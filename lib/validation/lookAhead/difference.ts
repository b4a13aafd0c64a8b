/** Median size of the values that are neither zero nor missing, taken from at most 999 of them; 0 if there are none. */
export function typicalSize(values: Float64Array): number {
  const stride = Math.max(1, Math.floor(values.length / 999));
  const sizes: number[] = [];
  for (let row = 0; row < values.length; row += stride) {
    const size = Math.abs(values[row]!);
    if (size > 0 && size < Number.POSITIVE_INFINITY) sizes.push(size);
  }
  return sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
}

/** Whether two values are the same: both missing, equal, or closer than a share of the larger of them and the column's typical size. */
export function isSame(a: number, b: number, size: number, tolerance: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  return Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b), size);
}

/** First row from `from` to `to` − 1 of the first column that differs from row − `offset` of the second; −1 if none does. A second column that is not there differs where the first has a value. */
export function firstDifference(whole: Float64Array, partial: Float64Array | undefined, { from, to, offset = 0 }: { from: number; to: number; offset?: number }, size: number, tolerance: number): number {
  for (let row = from; row < to; row++) {
    const a = whole[row]!;
    const b = partial === undefined ? Number.NaN : partial[row - offset]!;
    if (a !== b && !isSame(a, b, size, tolerance)) return row;
  }
  return -1;
}
