/**
 * Quantiles of weighted values: the smallest value up to which the weights reach the level's share of the whole.
 * in: values [N], weights ≥ 0 [N], levels [Q]  out: [Q], rising with the level
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, levels: readonly number[]): Float64Array {
  const order = Array.from(values, (_, k) => k).sort((a, b) => values[a]! - values[b]! || a - b);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(levels, (level) => {
    let reached = 0;
    const at = order.find((k) => (reached += weights[k]!) >= level * whole);
    return values[at ?? order.at(-1)!]!;
  });
}
