import { operator, type Line } from "../engine/line.ts";

/** ln(x/y). */
export function logRatio(x: Line, y: Line): Line {
  return operator("logRatio", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    if (nearLogarithms(x, y, 0, out, from, to)) mend(x, y, 0, out, from, to);
  } });
}

/** ln(xₜ/xₜ₋ₙ), n = rows. */
export function logChange(x: Line, rows: number): Line {
  return operator("logChange", [x], [rows], { delay: rows, lookback: rows, start: ([x], [out]) => (from, to) => {
    if (nearLogarithms(x, x, rows, out, from, to)) mend(x, x, rows, out, from, to);
  } });
}

/** Square of (x − y)/(x + y) up to which the series below is exact to the last bit or two: a step of 13 %. */
const NEAR = 1 / 256;

/**
 * ln(x/y) = 2·artanh(s), s = (x − y)/(x + y): x − y is exact where x and y are near, so small returns keep all their digits,
 * and the series takes less than half the time of the logarithm. True if rows are left that are too far.
 */
function nearLogarithms(x: Float64Array, y: Float64Array, back: number, out: Float64Array, from: number, to: number): boolean {
  let isFar = false;
  for (let t = from; t < to; t++) {
    const now = x[t]!;
    const before = y[t - back]!;
    const s = (now - before) / (now + before);
    const q = s * s;
    const qq = q * q;
    out[t] = 2 * s + s * q * (2 / 3 + q * (2 / 5) + qq * (2 / 7 + q * (2 / 9) + qq * (2 / 11 + q * (2 / 13))));
    if (!(q < NEAR)) isFar = true;
  }
  return isFar;
}

function mend(x: Float64Array, y: Float64Array, back: number, out: Float64Array, from: number, to: number): void {
  for (let t = from; t < to; t++) {
    const s = (x[t]! - y[t - back]!) / (x[t]! + y[t - back]!);
    if (!(s * s < NEAR)) out[t] = Math.log(x[t]! / y[t - back]!);
  }
}
