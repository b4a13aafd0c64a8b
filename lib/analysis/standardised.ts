/** Values minus their mean, divided by their standard deviation (÷ N). Undefined for values that do not vary. in: x [N]  out: [N] */
export function standardised(x: ArrayLike<number>): Float64Array | undefined {
  let sum = 0;
  let varies = false;
  for (let t = 0; t < x.length; t++) {
    sum += x[t]!;
    varies ||= x[t] !== x[0];
  }
  if (!varies) return undefined;
  const mean = sum / x.length;
  const out = new Float64Array(x.length);
  let squares = 0;
  for (let t = 0; t < x.length; t++) {
    out[t] = x[t]! - mean;
    squares += out[t]! * out[t]!;
  }
  const scale = Math.sqrt(x.length / squares);
  if (!(scale > 0 && scale < Infinity)) return undefined;
  for (let t = 0; t < x.length; t++) out[t]! *= scale;
  return out;
}

/** Correlation of two standardised columns: the mean of their products, −1..1. NaN if one does not vary. */
export function correlation(x: Float64Array | undefined, y: Float64Array | undefined): number {
  if (x === undefined || y === undefined) return Number.NaN;
  let sum = 0;
  for (let t = 0; t < x.length; t++) sum += x[t]! * y[t]!;
  return Math.max(-1, Math.min(1, sum / x.length));
}
