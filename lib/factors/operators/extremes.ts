import { operator, type Line } from "../engine/line.ts";

/**
 * Greatest value of the last `period`. Rows are taken in blocks of `period`: a window is the tail of one block and the head of the next,
 * two comparisons a row whatever the period. van Herk 1992.
 */
export function highest(x: Line, period: number): Line {
  return period === 1 ? x : overBlocks("highest", x, period, 1);
}

/** Least value of the last `period`. */
export function lowest(x: Line, period: number): Line {
  return period === 1 ? x : overBlocks("lowest", x, period, -1);
}

function overBlocks(name: string, x: Line, period: number, sign: 1 | -1): Line {
  return operator(name, [x], [period], {
    delay: period - 1,
    lookback: period,
    registers: 1,
    start: ([x], [out], registers) => {
      const tail = new Float64Array(period + 1).fill(-sign * Infinity);
      const fillTail = sign === 1 ? greatestFrom : leastFrom;
      const run = sign === 1 ? runGreatest : runLeast;
      return (from, to, seen) => {
        for (let t = from; t < to; ) {
          const place = (seen + t - from) % period;
          if (place === 0) {
            registers[0] = -sign * Infinity;
            if (seen + t - from > 0) fillTail(x, tail, t - period, period);
          }
          const end = Math.min(to, t + period - place);
          registers[0] = run(x, out, tail, t, end, place, registers[0]!);
          t = end;
        }
      };
    },
  });
}

/** tail[k]: the greatest of values k.. of the block that starts at a row. */
function greatestFrom(x: Float64Array, tail: Float64Array, start: number, period: number): void {
  let best = -Infinity;
  for (let k = period - 1; k > 0; k--) {
    if (x[start + k]! > best) best = x[start + k]!;
    tail[k] = best;
  }
}

function leastFrom(x: Float64Array, tail: Float64Array, start: number, period: number): void {
  let best = Infinity;
  for (let k = period - 1; k > 0; k--) {
    if (x[start + k]! < best) best = x[start + k]!;
    tail[k] = best;
  }
}

function runGreatest(x: Float64Array, out: Float64Array, tail: Float64Array, from: number, to: number, place: number, before: number): number {
  let head = before;
  for (let t = from, k = place + 1; t < to; t++, k++) {
    if (x[t]! > head) head = x[t]!;
    out[t] = tail[k]! > head ? tail[k]! : head;
  }
  return head;
}

function runLeast(x: Float64Array, out: Float64Array, tail: Float64Array, from: number, to: number, place: number, before: number): number {
  let head = before;
  for (let t = from, k = place + 1; t < to; t++, k++) {
    if (x[t]! < head) head = x[t]!;
    out[t] = tail[k]! < head ? tail[k]! : head;
  }
  return head;
}
