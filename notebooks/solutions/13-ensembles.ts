export function averageOf(forecasts: Float64Array[]): Float64Array {
  return Float64Array.from(forecasts[0] ?? [], (_, t) => forecasts.reduce((sum, forecast) => sum + (forecast[t] ?? 0), 0) / forecasts.length);
}

export function inverseErrorWeights(errors: Float64Array): Float64Array {
  const sum = errors.reduce((total, error) => total + 1 / error, 0);
  return errors.map((error) => 1 / error / sum);
}

export function majorityVote(forecasts: Float64Array[]): Float64Array {
  return Float64Array.from(forecasts[0] ?? [], (_, t) => Math.sign(forecasts.reduce((votes, forecast) => votes + Math.sign(forecast[t] ?? 0), 0)));
}
