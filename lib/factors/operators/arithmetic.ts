import { operator, type Line } from "../engine/line.ts";

/** x + y. */
export function plus(x: Line, y: Line): Line {
  return operator("plus", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! + y[t]!;
  } });
}

/** x − y. */
export function minus(x: Line, y: Line): Line {
  return operator("minus", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! - y[t]!;
  } });
}

/** x · y. */
export function times(x: Line, y: Line): Line {
  return operator("times", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! * y[t]!;
  } });
}

/** x / y, and `empty` where y is 0. */
export function over(x: Line, y: Line, empty = 0): Line {
  return operator("over", [x, y], [empty], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = y[t] === 0 ? empty : x[t]! / y[t]!;
  } });
}

/** factor · x + offset. */
export function scaled(x: Line, factor: number, offset = 0): Line {
  return operator("scaled", [x], [factor, offset], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = factor * x[t]! + offset;
  } });
}

/** Distance of x to y as a share of y: x/y − 1. */
export function distance(x: Line, y: Line): Line {
  return operator("distance", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! / y[t]! - 1;
  } });
}

/** x minus its value `rows` rows before. */
export function change(x: Line, rows: number): Line {
  return operator("change", [x], [rows], { delay: rows, lookback: rows, start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! - x[t - rows]!;
  } });
}

/** |x|. */
export function absolute(x: Line): Line {
  return operator("absolute", [x], [], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.abs(x[t]!);
  } });
}

/** x². */
export function squared(x: Line): Line {
  return operator("squared", [x], [], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! * x[t]!;
  } });
}

/** √x, 0 for the tiny negative numbers that rounding leaves. */
export function root(x: Line): Line {
  return operator("root", [x], [], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! > 0 ? Math.sqrt(x[t]!) : 0;
  } });
}

/** Natural logarithm. */
export function logarithm(x: Line): Line {
  return operator("logarithm", [x], [], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.log(x[t]!);
  } });
}

/** Mean of (x + y). */
export function middle(x: Line, y: Line): Line {
  return operator("middle", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (x[t]! + y[t]!) / 2;
  } });
}

/** −1, 0 or 1. */
export function sign(x: Line): Line {
  return operator("sign", [x], [], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.sign(x[t]!);
  } });
}
