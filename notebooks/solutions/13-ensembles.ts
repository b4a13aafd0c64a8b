export function inverseErrorWeights(errors: Float64Array): Float64Array {
  const sum = errors.reduce((total, error) => total + 1 / error, 0);
  return errors.map((error) => 1 / error / sum);
}

export function majorityVote(forecasts: Float64Array[], threshold: number): Float64Array {
  return Float64Array.from(forecasts[0] ?? [], (_, t) => {
    const votes = forecasts.map((forecast) => Math.sign(forecast[t] ?? 0)).filter((vote) => vote !== 0);
    const side = [1, -1].find((one) => votes.length > 0 && votes.filter((vote) => vote === one).length >= threshold * votes.length);
    return side ?? 0;
  });
}

export function conformalMargin(errors: Float64Array, coverage: number): number {
  const sorted = errors.map(Math.abs).sort();
  return sorted[Math.ceil((errors.length + 1) * coverage) - 1] ?? Infinity;
}
