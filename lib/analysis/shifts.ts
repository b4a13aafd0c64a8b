import { randomStream, split, type RandomKey } from "../random/index.ts";

/** Share of the rows at both ends of the circle that no shift comes near. */
const MARGIN = 0.05;

/**
 * Random shifts of a column in a circle, at least the horizon and a twentieth of the rows away from where it lay: what column and label have of their own past stays, what ties them goes.
 * out: [shifts] rows, none where the rows are too few
 */
export function drawShifts(count: number, horizon: number, shifts: number, key: RandomKey): Int32Array {
  const margin = Math.max(horizon, Math.ceil(MARGIN * count));
  if (count <= 2 * margin) return new Int32Array(0);
  const { uniform } = randomStream(split(key, "shifts"));
  return Int32Array.from({ length: shifts }, () => margin + Math.floor(uniform() * (count - 2 * margin + 1)));
}

/** The column moved in a circle: value t becomes the one at t + shift. */
export function shiftedBy(y: Float64Array, shift: number): Float64Array {
  const out = new Float64Array(y.length);
  out.set(y.subarray(shift));
  out.set(y.subarray(0, shift), y.length - shift);
  return out;
}

/** Mean of the products with the second column shifted in a circle. Four sums side by side, since one waits for its own last step. */
export function shiftedProduct(x: Float64Array, y: Float64Array, shift: number): number {
  const wrap = x.length - shift;
  return (productSum(x.subarray(0, wrap), y.subarray(shift)) + productSum(x.subarray(wrap), y.subarray(0, shift))) / x.length;
}

function productSum(x: Float64Array, y: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const blocks = x.length - (x.length % 4);
  for (let t = 0; t < blocks; t += 4) {
    a += x[t]! * y[t]!;
    b += x[t + 1]! * y[t + 1]!;
    c += x[t + 2]! * y[t + 2]!;
    d += x[t + 3]! * y[t + 3]!;
  }
  for (let t = blocks; t < x.length; t++) a += x[t]! * y[t]!;
  return a + b + c + d;
}
