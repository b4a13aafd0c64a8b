export function logUniform(u: number, low: number, high: number): number {
  return Math.exp(Math.log(low) + u * (Math.log(high) - Math.log(low)));
}

export function goingOn(values: Float64Array, factor: number): number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  return order.slice(0, Math.floor(values.length / factor)).sort((a, b) => a - b);
}

export function chanceOfOne(p: number, count: number): number {
  return 1 - (1 - p) ** count;
}
