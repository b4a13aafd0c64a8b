import type { Windows } from "../../windows/index.ts";
import { solveCholesky } from "./cholesky.ts";
import { inputMoments, type InputMoments } from "./linearTerms.ts";

/** A fitted line, and the moments of the inputs it was fitted on. */
export type Line = InputMoments & { /** [P] */ readonly weights: Float64Array; readonly intercept: number };

/**
 * Ridge regression on centred targets and standardised inputs, the line given for the inputs as they are. Hoerl & Kennard 1970.
 * Solved for the P weights, (XᵀX + αI) w = Xᵀy, or where there are fewer windows than inputs for N multipliers,
 * (XXᵀ + αI) a = y, w = Xᵀa, which are the same weights. Saunders, Gammerman & Vovk 1998.
 * The products of the inputs are taken once, for as many α as are asked.
 */
export function ridge({ count, inputs, targets }: Windows): (alpha: number) => Line {
  const width = inputs.length / count;
  const { mean, scale } = inputMoments(inputs, count, width);
  const targetMean = targets.reduce((sum, y) => sum + y, 0) / count;
  const centred = Float64Array.from(targets, (y) => y - targetMean);
  const byWindow = Float64Array.from(inputs, (x, at) => (x - mean[at % width]!) * scale[at % width]!);
  const few = count < width ? dual(byWindow, centred, width) : undefined;
  // Without a penalty the multipliers have no single answer; that the weights have none is then said by their own equations.
  const many = () => primal(transposed(byWindow, count, width), centred, scale);
  let some: ((alpha: number) => Float64Array) | undefined;
  return (alpha) => {
    const standardised = few && alpha > 0 ? few(alpha) : (some ??= many())(alpha);
    const weights = standardised.map((w, p) => w * scale[p]!);
    return { weights, intercept: targetMean - weights.reduce((sum, w, p) => sum + w * mean[p]!, 0), mean, scale };
  };
}

function primal(byInput: Float64Array, targets: Float64Array, scale: Float64Array): (alpha: number) => Float64Array {
  const [count, width] = [targets.length, scale.length];
  const gram = rowProducts(byInput, width, count);
  const moments = scale.map((_, p) => dot(byInput, p * count, targets, count));
  // A constant input has an empty row: any diagonal gives it the weight 0.
  return (alpha) => solveCholesky(raised(gram, width, (p) => (scale[p] === 0 ? 1 : alpha)), moments.slice());
}

function dual(byWindow: Float64Array, targets: Float64Array, width: number): (alpha: number) => Float64Array {
  const count = targets.length;
  const likeness = rowProducts(byWindow, count, width);
  return (alpha) => {
    const multipliers = solveCholesky(raised(likeness, count, () => alpha), targets.slice());
    const weights = new Float64Array(width);
    for (let n = 0; n < count; n++) for (let p = 0; p < width; p++) weights[p]! += multipliers[n]! * byWindow[n * width + p]!;
    return weights;
  };
}

/** A matrix with more on its diagonal. in, out: [M, M] */
function raised(matrix: Float64Array, rows: number, by: (row: number) => number): Float64Array {
  const out = matrix.slice();
  for (let p = 0; p < rows; p++) out[p * rows + p]! += by(p);
  return out;
}

/** A Aᵀ, its lower half; two rows by two at a time, so that each number read serves twice. in: [M, L]  out: [M, M] */
function rowProducts(a: Float64Array, rows: number, length: number): Float64Array {
  const out = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i += 2) {
    for (let j = 0; j <= i; j += 2) {
      // Of an odd number of rows the last stands in for its missing neighbour.
      const i0 = i * length;
      const i1 = Math.min(i + 1, rows - 1) * length;
      const j0 = j * length;
      const j1 = Math.min(j + 1, rows - 1) * length;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let l = 0; l < length; l++) {
        const x0 = a[i0 + l]!;
        const x1 = a[i1 + l]!;
        const y0 = a[j0 + l]!;
        const y1 = a[j1 + l]!;
        s00 += x0 * y0;
        s01 += x0 * y1;
        s10 += x1 * y0;
        s11 += x1 * y1;
      }
      out[i * rows + j] = s00;
      if (j + 1 < rows) out[i * rows + j + 1] = s01;
      if (i + 1 < rows) out[(i + 1) * rows + j] = s10;
      if (i + 1 < rows && j + 1 < rows) out[(i + 1) * rows + j + 1] = s11;
    }
  }
  return out;
}

function dot(a: Float64Array, from: number, b: Float64Array, length: number): number {
  let sum = 0;
  for (let l = 0; l < length; l++) sum += a[from + l]! * b[l]!;
  return sum;
}

/** in: [M, L]  out: [L, M] */
function transposed(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j]!;
  return out;
}
