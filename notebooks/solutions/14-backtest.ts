export function heldPositions(wanted: Float64Array): Float64Array {
  return wanted.map((_, t) => wanted[t - 1] ?? 0);
}

export function breakEvenBps(profit: number, traded: number): number {
  return (1e4 * profit) / traded;
}

export function annualSharpe(returns: Float64Array): number {
  if (returns.every((value) => value === returns[0])) return Number.NaN;
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (returns.length - 1);
  return (mean / Math.sqrt(variance)) * Math.sqrt(252);
}
