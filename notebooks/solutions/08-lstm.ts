export function inverseMinMax(scaled: Float64Array, min: number, max: number): Float64Array {
  return scaled.map((value) => min + value * (max - min));
}

export function nearestLag(forecast: Float64Array, actual: Float64Array): number {
  const squares = (k: number) => forecast.reduce((sum, value, t) => (t < 5 ? sum : sum + (value - actual[t - k]!) ** 2), 0);
  const errors = [0, 1, 2, 3, 4, 5].map(squares);
  return errors.indexOf(Math.min(...errors));
}

export function skill(actual: Float64Array, forecast: Float64Array, previous: Float64Array): number {
  const rootMeanSquare = (of: Float64Array) => Math.sqrt(of.reduce((sum, value, t) => sum + (value - actual[t]!) ** 2, 0) / of.length);
  return 1 - rootMeanSquare(forecast) / rootMeanSquare(previous);
}
