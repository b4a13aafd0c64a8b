export function windowCount(rows: number, lookback: number, horizon: number): number {
  return Math.max(0, rows - (lookback - 1) - horizon);
}

export function windowEndingAt(values: Float64Array, row: number, lookback: number): Float64Array {
  return values.slice(row + 1 - lookback, row + 1);
}

export function lastTrainingRow(validationStart: number, horizon: number): number {
  return validationStart - horizon - 1;
}
