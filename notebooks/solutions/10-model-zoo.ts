export function attentionPool(scores: number[], steps: number[][]): number[] {
  const most = Math.max(...scores); // the same shares, and no power overflows
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  const width = steps[0]!.length;
  return Array.from({ length: width }, (_, f) =>
    steps.reduce((total, step, t) => total + (powers[t]! / sum) * step[f]!, 0));
}

export function causalConvolution(x: Float64Array, weights: readonly number[], dilation: number): Float64Array {
  const at = (t: number) => (t < 0 ? 0 : x[t]!);
  return x.map((_, t) => weights.reduce((sum, weight, k) => sum + weight * at(t - k * dilation), 0));
}

export function pinballLoss(actual: number, forecast: number, level: number): number {
  const missed = actual - forecast;
  return missed > 0 ? level * missed : (level - 1) * missed;
}
