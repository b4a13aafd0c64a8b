export function inverseVolatility(volatilities: Float64Array): Float64Array {
  const inverse = volatilities.map((volatility) => 1 / volatility);
  const total = inverse.reduce((sum, value) => sum + value, 0);
  return inverse.map((value) => value / total);
}

export function quarterKelly(winRate: number, payoff: number): number {
  return Math.max(0, winRate - (1 - winRate) / payoff) / 4;
}

export function driftedWeights(weights: Float64Array, returns: Float64Array): Float64Array {
  const growth = 1 + weights.reduce((sum, weight, k) => sum + weight * (returns[k] ?? 0), 0);
  return weights.map((weight, k) => (weight * (1 + (returns[k] ?? 0))) / growth);
}
