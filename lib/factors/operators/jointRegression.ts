import { operators, type Line } from "../engine/line.ts";

/** Where a pivot is so small a part of the greatest sum of squares it comes from, rounding could show: the window is computed by itself. */
const DOUBTFUL = 1e-6;
/** Where what is left of a regressor beside the others is so small a part of it, it says nothing of its own. */
const DEPENDENT = 1e-10;

/** Least squares over a window: y = intercept + Σ slope·x + residual. Sums of squares are about the means. */
export type JointRegression = { readonly slopes: readonly Line[]; readonly residualSquares: Line; readonly squares: Line };

/**
 * Regression of y on several lines over the last `period` rows, by Cholesky's decomposition of the sums of products about the means.
 * A line that does not vary, or that those before it explain, has slope 0.
 * Sums about one row of the window are carried for at most four periods and then taken anew, so the error does not grow with the length of the series.
 */
export function jointRegression(y: Line, xs: readonly Line[], period: number): JointRegression {
  const lines = [...xs, y];
  const count = lines.length;
  const outputs = operators("jointRegression", lines, [period], {
    delays: lines.map(() => period - 1).concat(period - 1),
    lookback: period,
    registers: 3 * count + (count * (count + 1)) / 2,
    start: (columns, outputs, registers) => {
      const window = new Window(columns, period, registers);
      return (from, to, seen) => {
        for (let t = from; t < to; t++) {
          const rows = seen + t - from;
          if (rows < period - 1) continue;
          if (rows === period - 1 || rows % Math.max(64, 4 * period) === 0) window.takeAnew(t);
          else window.move(t);
          window.solve(t, outputs);
        }
      };
    },
  });
  return { slopes: outputs.slice(0, count - 1), residualSquares: outputs[count - 1]!, squares: outputs[count]! };
}

/** Sums of a moving window in registers, and the regression they give. The last column is explained by the others. */
class Window {
  readonly #columns: readonly Float64Array[];
  readonly #period: number;
  readonly #origins: Float64Array;
  readonly #sums: Float64Array;
  /** Greatest sums of squares since they were taken anew: their rounding errors stay in what follows. */
  readonly #peaks: Float64Array;
  /** Lower triangle of Σ dᵢ·dⱼ, row by row. */
  readonly #products: Float64Array;
  readonly #triangle: Float64Array;
  readonly #slopes: Float64Array;

  constructor(columns: readonly Float64Array[], period: number, registers: Float64Array) {
    const count = columns.length;
    this.#columns = columns;
    this.#period = period;
    this.#origins = registers.subarray(0, count);
    this.#sums = registers.subarray(count, 2 * count);
    this.#peaks = registers.subarray(2 * count, 3 * count);
    this.#products = registers.subarray(3 * count);
    this.#triangle = new Float64Array(this.#products.length);
    this.#slopes = new Float64Array(count);
  }

  /** Sums of the window that ends with row t. */
  takeAnew(t: number): void {
    for (let i = 0; i < this.#columns.length; i++) this.#origins[i] = this.#columns[i]![t]!;
    this.#sums.fill(0);
    this.#peaks.fill(0);
    this.#products.fill(0);
    for (let k = t - this.#period + 1; k <= t; k++) this.#add(k, 1);
  }

  move(t: number): void {
    this.#add(t, 1);
    this.#add(t - this.#period, -1);
  }

  #add(row: number, sign: 1 | -1): void {
    for (let i = 0, at = 0; i < this.#columns.length; i++) {
      const d = sign * (this.#columns[i]![row]! - this.#origins[i]!);
      this.#sums[i]! += d;
      for (let j = 0; j <= i; j++, at++) this.#products[at]! += d * (this.#columns[j]![row]! - this.#origins[j]!);
      if (this.#products[at - 1]! > this.#peaks[i]!) this.#peaks[i] = this.#products[at - 1]!;
    }
  }

  /** Writes slopes, residual sum of squares and sum of squares of row t. */
  solve(t: number, outputs: readonly Float64Array[]): void {
    this.#aboutMeans();
    if (this.#decompose()) {
      this.#exactly(t);
      this.#decompose();
    }
    const count = this.#columns.length;
    const last = ((count - 1) * count) / 2;
    const slopes = this.#slopes;
    const triangle = this.#triangle;
    let squares = 0;
    for (let j = 0; j < count; j++) squares += triangle[last + j]! ** 2;
    for (let i = count - 2; i >= 0; i--) {
      const pivot = triangle[(i * (i + 1)) / 2 + i]!;
      let rest = triangle[last + i]!;
      for (let k = i + 1; k < count - 1; k++) rest -= triangle[(k * (k + 1)) / 2 + i]! * slopes[k]!;
      slopes[i] = pivot === 0 ? 0 : rest / pivot;
      outputs[i]![t] = slopes[i]!;
    }
    outputs[count - 1]![t] = triangle[last + count - 1]! ** 2;
    outputs[count]![t] = squares;
  }

  /** Sums of products about the means, from the sums about the origins. */
  #aboutMeans(): void {
    for (let i = 0, at = 0; i < this.#columns.length; i++) {
      const mean = this.#sums[i]! / this.#period;
      for (let j = 0; j <= i; j++, at++) this.#triangle[at] = this.#products[at]! - mean * this.#sums[j]!;
    }
  }

  /** The same from the window alone, in two passes. */
  #exactly(t: number): void {
    const means = this.#columns.map((x) => {
      let sum = 0;
      for (let k = t - this.#period + 1; k <= t; k++) sum += x[k]! - x[t]!;
      return sum / this.#period;
    });
    this.#triangle.fill(0);
    for (let k = t - this.#period + 1; k <= t; k++) {
      for (let i = 0, at = 0; i < means.length; i++) {
        const x = this.#columns[i]!;
        const d = x[k]! - x[t]! - means[i]!;
        for (let j = 0; j <= i; j++, at++) this.#triangle[at]! += d * (this.#columns[j]![k]! - this.#columns[j]![t]! - means[j]!);
      }
    }
  }

  /** Cholesky's decomposition in place; true if a pivot is doubtful. A dependent column gets a row of zeros below its pivot. */
  #decompose(): boolean {
    const triangle = this.#triangle;
    let isDoubtful = false;
    for (let j = 0; j < this.#columns.length; j++) {
      const row = (j * (j + 1)) / 2;
      const whole = triangle[row + j]!;
      let pivot = whole;
      for (let k = 0; k < j; k++) pivot -= triangle[row + k]! ** 2;
      if (!(pivot > DOUBTFUL * this.#peaks[j]!)) isDoubtful = true;
      const length = pivot > DEPENDENT * whole ? Math.sqrt(pivot) : 0;
      triangle[row + j] = length;
      for (let i = j + 1; i < this.#columns.length; i++) {
        const at = (i * (i + 1)) / 2;
        let rest = triangle[at + j]!;
        for (let k = 0; k < j; k++) rest -= triangle[at + k]! * triangle[row + k]!;
        triangle[at + j] = length === 0 ? 0 : rest / length;
      }
    }
    return isDoubtful;
  }
}
