/** First row with a time ≥ that. */
export function rowAtOrAfter(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First row with a time > that. */
export function rowAfter(times: Float64Array, time: number): number {
  const row = rowAtOrAfter(times, time);
  return times[row] === time ? row + 1 : row;
}
