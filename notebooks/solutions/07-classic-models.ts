export function nearestMean(inputs: Float64Array, targets: Float64Array, query: number, k: number): number {
  const distance = (n: number) => Math.abs(inputs[n]! - query);
  const nearest = Array.from(inputs.keys()).sort((a, b) => distance(a) - distance(b)).slice(0, k);
  return nearest.reduce((sum, n) => sum + targets[n]!, 0) / k;
}

export function balancedWeightsOf(targets: Float64Array, classes: number): Float64Array {
  return Float64Array.from({ length: classes }, (_, k) => targets.length / (classes * targets.filter((y) => y === k).length));
}

export function shapleyOfFirst(none: number, first: number, second: number, both: number): number {
  return (first - none + (both - second)) / 2;
}
