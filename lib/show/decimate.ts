/**
 * Row numbers of a line thinned out to about `limit` points: of each stretch of rows the smallest and the largest value, and the two ends
 * of the line. No extreme is lost. A stretch of missing values keeps one, so that the gap stays a gap.
 */
export function thinnedRows(values: ArrayLike<number>, limit: number): number[] {
  const count = values.length;
  if (count <= limit) return Array.from({ length: count }, (_, row) => row);
  const stretches = Math.max(1, Math.floor((limit - 2) / 2));
  const rows: number[] = [0];
  for (let k = 0; k < stretches; k++) {
    const from = 1 + Math.floor((k * (count - 2)) / stretches);
    const to = 1 + Math.floor(((k + 1) * (count - 2)) / stretches);
    let low = -1;
    let high = -1;
    for (let row = from; row < to; row++) {
      if (Number.isNaN(values[row]!)) continue;
      if (low < 0 || values[row]! < values[low]!) low = row;
      if (high < 0 || values[row]! > values[high]!) high = row;
    }
    if (low < 0) rows.push(from);
    else if (low === high) rows.push(low);
    else rows.push(Math.min(low, high), Math.max(low, high));
  }
  rows.push(count - 1);
  return rows;
}

/** First row of each stretch when `count` rows become at most `limit` stretches of equal length. */
export function stretchStarts(count: number, limit: number): { readonly length: number; readonly starts: readonly number[] } {
  const length = Math.max(1, Math.ceil(count / limit));
  return { length, starts: Array.from({ length: Math.ceil(count / length) }, (_, k) => k * length) };
}
