import type { Kernel } from "../engine/line.ts";
import type { Candles } from "./measure.ts";
import { fillPlanes, keep, newPlanes, rowsOf, stepOn } from "./planes.ts";
import { hasMarks, type CandleMarks, type Rule } from "./rule.ts";

/** A pattern to look for. */
export type Sought = { readonly rules: readonly Rule[]; readonly penetration: number };

/** Fewer rows than this are looked at one by one. */
const FEW = 64;

type Task = { readonly rule: Rule; readonly penetration: number; readonly out: Float64Array; /** Numbers of its candles' shapes, oldest first. */ readonly shapes: readonly number[] };

/** Kernel that writes each pattern's value where it is complete and 0 elsewhere. All patterns of a computation share one. */
export function findPatterns(sought: readonly Sought[], marks: Float64Array, candles: Candles, outputs: readonly Float64Array[]): Kernel {
  const shapes = new Map<string, CandleMarks>();
  for (const { rules } of sought) for (const { bars } of rules) for (const bar of bars) shapes.set(keyOf(bar), bar);
  const numbers = new Map([...shapes.keys()].map((key, number) => [key, number]));
  const tasks = sought.flatMap(({ penetration, rules }, k) => rules.map((rule): Task => ({ rule, penetration, out: outputs[k]!, shapes: rule.bars.map((bar) => numbers.get(keyOf(bar))!) })));
  const find = inPlanes(tasks, [...shapes.values()], marks, candles);
  return (from, to) => {
    for (const output of outputs) output.fill(0, from, to);
    if (to - from >= FEW) find(from, to);
    else for (const task of tasks) for (let t = from; t < to; t++) if (hasMarks(marks, t, task.rule.bars)) writeIfWhole(task, candles, t);
  };
}

function keyOf({ is = 0, not = 0 }: CandleMarks): string {
  return `${is} ${not}`;
}

function writeIfWhole({ out, penetration, rule: { and, value } }: Task, candles: Candles, t: number): void {
  if (and === undefined || and(candles, t, penetration)) out[t] = value;
}

/** Each shape of a candle is found once for all rules, in planes; a rule is its candles' planes one behind the other. */
function inPlanes(tasks: readonly Task[], shapes: readonly CandleMarks[], marks: Float64Array, candles: Candles): (from: number, to: number) => void {
  const planes = newPlanes(marks.length);
  const { bits, words: stride } = planes;
  // The last plane is the rule's own.
  const found = new Int32Array(stride * (shapes.length + 1));
  const own = stride * shapes.length;
  const rows = new Int32Array(marks.length);
  return (from, to) => {
    const words = fillPlanes(planes, marks, from, to);
    for (let k = 0; k < shapes.length; k++) findShape(shapes[k]!, bits, stride, found, k * stride, words);
    for (let k = 0; k < tasks.length; k++) {
      const task = tasks[k]!;
      found.copyWithin(own, task.shapes[0]! * stride, task.shapes[0]! * stride + words);
      for (let n = 1; n < task.shapes.length; n++) stepOn(found, own, task.shapes[n]! * stride, words);
      write(task, candles, rows, rowsOf(found, own, words, from, to, rows));
    }
  };
}

function write({ out, penetration, rule: { and, value } }: Task, candles: Candles, rows: Int32Array, count: number): void {
  if (and === undefined) for (let k = 0; k < count; k++) out[rows[k]!] = value;
  else for (let k = 0; k < count; k++) if (and(candles, rows[k]!, penetration)) out[rows[k]!] = value;
}

function findShape({ is = 0, not = 0 }: CandleMarks, bits: Int32Array, stride: number, out: Int32Array, at: number, words: number): void {
  out.fill(-1, at, at + words);
  for (let mark = 0; mark < 32; mark++) {
    const bit = 1 << mark;
    if (((is | not) & bit) !== 0) keep(out, at, bits, mark * stride, words, (is & bit) !== 0);
  }
}
