import { operator, type Line } from "../engine/line.ts";
import { absolute, sign } from "../operators/arithmetic.ts";

/** A column, or a number that is the same at every row. */
export type Operand = Line | number;

/** Writes rows from .. to−1 of out. Row t of a column stands at t, a number at 0: places are t times the steps, 1 or 0. */
type Loop = (x: Float64Array, stepX: number, y: Float64Array, stepY: number, out: Float64Array, from: number, to: number) => void;

/** Values that differ by less than this part of the greater are equal: what is equal in theory stays so after rounding, and ranks tie. */
export const EQUAL = 1e-12;

/** How operands stand in the key of a node: numbers as they are. */
function formOf(...operands: readonly Operand[]): string {
  return operands.map((operand) => (typeof operand === "number" ? String(operand) : "x")).join(",");
}

function linesOf(...operands: readonly Operand[]): readonly Line[] {
  return operands.filter((operand) => typeof operand !== "number");
}

/** The values of an operand, the column given or its number, and the step between rows. */
function valuesOf(operand: Operand, column: Float64Array | undefined): readonly [values: Float64Array, step: number] {
  return typeof operand === "number" ? [Float64Array.of(operand), 0] : [column!, 1];
}

function ofTwo(name: string, x: Operand, y: Operand, loop: Loop): Line {
  return operator(`${name} ${formOf(x, y)}`, linesOf(x, y), [], { start: (columns, [out]) => {
    const [a, stepA] = valuesOf(x, columns[0]);
    const [b, stepB] = valuesOf(y, columns.at(-1));
    return (from, to) => loop(a, stepA, b, stepB, out, from, to);
  } });
}

/** x + y; 0 where they cancel but for rounding. */
export function add(x: Operand, y: Operand): Line {
  return ofTwo("add", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) {
      const all = a[t * stepA]! + b[t * stepB]!;
      out[t] = Math.abs(all) <= EQUAL * Math.abs(a[t * stepA]!) ? 0 : all;
    }
  });
}

/** x − y; 0 where they are equal but for rounding. */
export function subtract(x: Operand, y: Operand): Line {
  return ofTwo("subtract", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) {
      const rest = a[t * stepA]! - b[t * stepB]!;
      out[t] = Math.abs(rest) <= EQUAL * Math.abs(a[t * stepA]!) ? 0 : rest;
    }
  });
}

/** x · y. */
export function multiply(x: Operand, y: Operand): Line {
  return ofTwo("multiply", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) out[t] = a[t * stepA]! * b[t * stepB]!;
  });
}

/** x / y; 0 where y is 0. */
export function divide(x: Operand, y: Operand): Line {
  return ofTwo("divide", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) out[t] = b[t * stepB] === 0 ? 0 : a[t * stepA]! / b[t * stepB]!;
  });
}

/** −x. */
export function negative(x: Line): Line {
  return subtract(0, x);
}

/** weight·x + (1 − weight)·y. */
export function blend(x: Line, y: Line, weight: number): Line {
  return add(multiply(x, weight), multiply(y, 1 - weight));
}

/** x^y, at most the largest number there is; 0 where that is no number, as a root of a number below zero. */
export function power(x: Operand, y: Operand): Line {
  return ofTwo("power", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) {
      const value = a[t * stepA]! ** b[t * stepB]!;
      out[t] = Number.isNaN(value) ? 0 : Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE));
    }
  });
}

/** sign(x)·|x|^y, at most the largest number there is. */
export function signedPower(x: Line, y: Operand): Line {
  return multiply(sign(x), power(absolute(x), y));
}

/** The lesser of x and y. */
export function lesser(x: Operand, y: Operand): Line {
  return ofTwo("lesser", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.min(a[t * stepA]!, b[t * stepB]!);
  });
}

/** The greater of x and y. */
export function greater(x: Operand, y: Operand): Line {
  return ofTwo("greater", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.max(a[t * stepA]!, b[t * stepB]!);
  });
}

/** 1 where x < y, else 0. */
export function isLess(x: Operand, y: Operand): Line {
  return ofTwo("isLess", x, y, (a, stepA, b, stepB, out, from, to) => {
    for (let t = from; t < to; t++) {
      const [p, q] = [a[t * stepA]!, b[t * stepB]!];
      out[t] = q - p > EQUAL * Math.max(Math.abs(p), Math.abs(q)) ? 1 : 0;
    }
  });
}

/** 1 where x ≤ y, else 0. */
export function isAtMost(x: Operand, y: Operand): Line {
  return subtract(1, isLess(y, x));
}

/** x where the condition is not 0, else y. */
export function choose(condition: Line, x: Operand, y: Operand): Line {
  return operator(`choose ${formOf(x, y)}`, [condition, ...linesOf(x, y)], [], { start: (columns, [out]) => {
    const [a, stepA] = valuesOf(x, columns[1]);
    const [b, stepB] = valuesOf(y, columns.at(-1));
    return (from, to) => {
      for (let t = from; t < to; t++) out[t] = columns[0]![t] !== 0 ? a[t * stepA]! : b[t * stepB]!;
    };
  } });
}

/** Natural logarithm; 0 where x is not above zero, as for an empty volume. */
export function log(x: Line): Line {
  return operator("logAboveZero", [x], [], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! > 0 ? Math.log(x[t]!) : 0;
  } });
}
