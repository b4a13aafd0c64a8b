export function annualSharpe(returns: Float64Array): number {
  if (returns.every((value) => value === returns[0])) return Number.NaN;
  const variance = returns.reduce((sum, value) => sum + (value - meanOf(returns)) ** 2, 0) / (returns.length - 1);
  return (meanOf(returns) / Math.sqrt(variance)) * Math.sqrt(252);
}

export function fooledAtLeastOnce(p: number, n: number): number {
  return 1 - (1 - p) ** n;
}

export function chosenHonestly(trials: readonly Float64Array[]): [number, number] {
  const half = Math.floor(trials[0]!.length / 2);
  const first = trials.map((returns) => meanOf(returns.subarray(0, half)));
  const chosen = first.indexOf(Math.max(...first));
  return [chosen, meanOf(trials[chosen]!.subarray(half))];
}

function meanOf(returns: Float64Array): number {
  return returns.reduce((sum, value) => sum + value, 0) / returns.length;
}
