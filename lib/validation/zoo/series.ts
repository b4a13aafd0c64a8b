/** Log return of each close from the one before; NaN in the first row. */
export function logReturns(close: Float64Array): Float64Array {
  return close.map((price, row) => Math.log(price / (close[row - 1] ?? Number.NaN)));
}

/** Mean of the values of some rows, `from` .. `to` − 1, those that are missing left out; NaN of none. */
export function meanOf(values: Float64Array, from = 0, to = values.length): number {
  let [sum, count] = [0, 0];
  for (let row = Math.max(0, from); row < Math.min(values.length, to); row++) {
    if (Number.isNaN(values[row]!)) continue;
    sum += values[row]!;
    count++;
  }
  return sum / count;
}

/** Standard deviation of the values of some rows, as `meanOf` takes them. */
export function deviationOf(values: Float64Array, from = 0, to = values.length): number {
  const mean = meanOf(values, from, to);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2), from, to));
}

/** One value a row, from the row alone and what it reads. */
export function eachRow(length: number, value: (row: number) => number): Float64Array {
  return Float64Array.from({ length }, (_, row) => value(row));
}

/** A value a row from the `rows` rows up to it; NaN before there are so many. */
export function trailing(values: Float64Array, rows: number, value: (window: Float64Array) => number): Float64Array {
  return eachRow(values.length, (row) => (row + 1 < rows ? Number.NaN : value(values.subarray(row + 1 - rows, row + 1))));
}
