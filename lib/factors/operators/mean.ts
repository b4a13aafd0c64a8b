import { operator, operators, type Line } from "../engine/line.ts";

/**
 * Mean of the last `period` values.
 * Running sums start anew every `period` rows, so the error does not grow with the length of the series:
 * a window is what the block before has behind the window's start, and the head of its own block.
 */
export function mean(x: Line, period: number): Line {
  return period === 1 ? x : period <= 3 || period === 5 ? ofFew("mean", x, period, period) : overBlocks("mean", x, period, period);
}

/** Sum of the last `period` values. */
export function sum(x: Line, period: number): Line {
  return period === 1 ? x : period <= 3 || period === 5 ? ofFew("sum", x, period, 1) : overBlocks("sum", x, period, 1);
}

/** Few values are added faster than blocks are kept. */
function ofFew(name: string, x: Line, period: number, divisor: number): Line {
  const run = period === 2 ? runTwo : period === 3 ? runThree : runFive;
  return operator(name, [x], [period], { delay: period - 1, lookback: period - 1, start: ([x], [out]) => (from, to) => run(x, out, from, to, divisor) });
}

function runTwo(x: Float64Array, out: Float64Array, from: number, to: number, divisor: number): void {
  for (let t = from; t < to; t++) out[t] = (x[t - 1]! + x[t]!) / divisor;
}

function runThree(x: Float64Array, out: Float64Array, from: number, to: number, divisor: number): void {
  for (let t = from; t < to; t++) out[t] = (x[t - 2]! + x[t - 1]! + x[t]!) / divisor;
}

function runFive(x: Float64Array, out: Float64Array, from: number, to: number, divisor: number): void {
  for (let t = from; t < to; t++) out[t] = (x[t - 4]! + x[t - 3]! + (x[t - 2]! + x[t - 1]!) + x[t]!) / divisor;
}

function overBlocks(name: string, x: Line, period: number, divisor: number): Line {
  return operators(name, [x], [period], {
    delays: [period - 1, 0] as const,
    lookback: period,
    registers: 2,
    start: ([x], [out, head], registers) => (from, to, seen) => {
      let place = seen % period;
      for (let t = from; t < to; place = 0) {
        if (place === 0) {
          registers[1] = registers[0]!;
          registers[0] = 0;
        }
        const end = Math.min(to, t + period - place);
        registers[0] = seen + t - from < period ? runFirst(x, out, head, t, end, registers[0]!, divisor) : runBlock(x, out, head, t, end, period, registers[0]!, registers[1]!, divisor);
        t = end;
      }
    },
  })[0];
}

/** The tight loop by itself: within a block nothing but a sum is carried from row to row. */
function runBlock(x: Float64Array, out: Float64Array, heads: Float64Array, from: number, to: number, period: number, before: number, total: number, divisor: number): number {
  let head = before;
  for (let t = from; t < to; t++) {
    head += x[t]!;
    heads[t] = head;
    out[t] = (total - heads[t - period]! + head) / divisor;
  }
  return head;
}

/** The first block has nothing behind it. */
function runFirst(x: Float64Array, out: Float64Array, heads: Float64Array, from: number, to: number, before: number, divisor: number): number {
  let head = before;
  for (let t = from; t < to; t++) {
    head += x[t]!;
    heads[t] = head;
    out[t] = head / divisor;
  }
  return head;
}
