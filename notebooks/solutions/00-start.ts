export function logReturn(before: number, after: number): number {
  return Math.log(after) - Math.log(before);
}

export function persistence(close: Float64Array): Float64Array {
  return close.slice();
}

export function meanAbsoluteError(forecast: Float64Array, actual: Float64Array): number {
  return forecast.reduce((sum, value, k) => sum + Math.abs(value - actual[k]!), 0) / forecast.length;
}
