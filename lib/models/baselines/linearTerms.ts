/** What a linear model knows of its inputs: mean, and one over the standard deviation, 0 where the input is constant. [P] each */
export type InputMoments = { readonly mean: Float64Array; readonly scale: Float64Array };

/** Moments of each input over the rows of a table. in: [N·P] */
export function inputMoments(values: Float32Array, count: number, width: number): InputMoments {
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let n = 0, at = 0; n < count; n++) for (let p = 0; p < width; p++, at++) mean[p]! += values[at]! / count;
  for (let n = 0, at = 0; n < count; n++) for (let p = 0; p < width; p++, at++) squares[p]! += (values[at]! - mean[p]!) ** 2 / count;
  return { mean, scale: squares.map((square, p) => (square > 1e-14 * mean[p]! ** 2 && square > 0 ? 1 / Math.sqrt(square) : 0)) };
}

/** intercept + x·w of each row. in: [N·P]  out: [N] */
export function project(values: Float32Array, count: number, weights: Float64Array, intercept: number): Float64Array {
  const width = weights.length;
  const out = new Float64Array(count);
  for (let n = 0, at = 0; n < count; n++) {
    let sum = intercept;
    for (let p = 0; p < width; p++, at++) sum += values[at]! * weights[p]!;
    out[n] = sum;
  }
  return out;
}

/** w·(x − mean) of each input: the exact Shapley values of a linear model whose inputs are independent. Lundberg & Lee 2017, Corollary 1. in: [N·P]  out: [N·P] */
export function linearContributions(values: Float32Array, weights: Float64Array, mean: Float64Array): Float64Array {
  const width = weights.length;
  return Float64Array.from(values, (x, at) => weights[at % width]! * (x - mean[at % width]!));
}

/** |w|·σ: by how much a step of one standard deviation of each input moves the forecast. out: [P] */
export function effectSizes(weights: Float64Array, scale: Float64Array): Float64Array {
  return weights.map((w, p) => (scale[p]! > 0 ? Math.abs(w) / scale[p]! : 0));
}
