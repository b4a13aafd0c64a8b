type Fold = { readonly from: number; readonly to: number };

export function minMaxScaled(values: Float64Array, fold: Fold): Float64Array {
  const seen = values.slice(fold.from, fold.to).sort();
  const low = seen[0]!;
  const high = seen[seen.length - 1]!;
  return values.map((value) => (value - low) / (high - low));
}

export function unscaled(scaled: Float64Array, low: number, high: number): Float64Array {
  return scaled.map((value) => value * (high - low) + low);
}

export function zScores(values: Float64Array, fold: Fold): Float64Array {
  const seen = values.slice(fold.from, fold.to);
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seen.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

export function tellsTheFuture(values: Float64Array, trainEnd: number): boolean {
  const seen = values.slice(0, trainEnd).sort();
  return values.some((value) => value < seen[0]! || value > seen[trainEnd - 1]!);
}
