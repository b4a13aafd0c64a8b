import { operator, type Kernel, type Line } from "../engine/line.ts";

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
    // A window up to three times as long may be joined from this one's values.
    lookback: 2 * period,
    registers: 1,
    start: ([x], [out], registers) => blocks(x, out, registers, 0, period, sign),
    lanes: { kind: name, most: 16, parameters: [period], start: (periods, [x], outputs, registers) => joined(x!, periods.map(([period]) => period!), outputs, registers, sign) },
  });
}

/** A window is the extreme of two or three shorter ones, where such are computed too: extremes do not depend on the way to them. */
function joined(x: Float64Array, periods: readonly number[], outputs: readonly Float64Array[], registers: Float64Array, sign: 1 | -1): Kernel {
  const join = sign === 1 ? joinGreatest : joinLeast;
  const order = periods.map((_, k) => k).toSorted((a, b) => periods[a]! - periods[b]!);
  const kernels = order.map((k, place): Kernel => {
    const shorter = order[place - 1];
    const part = shorter === undefined ? 0 : periods[shorter]!;
    const period = periods[k]!;
    if (part * 3 < period) return blocks(x, outputs[k]!, registers, k, period, sign);
    const middle = Math.min(part, period - part);
    return (from, to, seen) => join(outputs[shorter!]!, outputs[k]!, Math.max(from, from + period - 1 - seen), to, middle, period - part);
  });
  return (from, to, seen) => {
    for (const kernel of kernels) kernel(from, to, seen);
  };
}

function joinGreatest(part: Float64Array, out: Float64Array, from: number, to: number, middle: number, oldest: number): void {
  for (let t = from; t < to; t++) out[t] = part[t]! > part[t - oldest]! ? part[t]! : part[t - oldest]!;
  if (middle < oldest) for (let t = from; t < to; t++) if (part[t - middle]! > out[t]!) out[t] = part[t - middle]!;
}

function joinLeast(part: Float64Array, out: Float64Array, from: number, to: number, middle: number, oldest: number): void {
  for (let t = from; t < to; t++) out[t] = part[t]! < part[t - oldest]! ? part[t]! : part[t - oldest]!;
  if (middle < oldest) for (let t = from; t < to; t++) if (part[t - middle]! < out[t]!) out[t] = part[t - middle]!;
}

function blocks(x: Float64Array, out: Float64Array, registers: Float64Array, register: number, period: number, sign: 1 | -1): Kernel {
  const tail = new Float64Array(period + 1).fill(-sign * Infinity);
  const fillTail = sign === 1 ? greatestFrom : leastFrom;
  const run = sign === 1 ? runGreatest : runLeast;
  return (from, to, seen) => {
    for (let t = from; t < to; ) {
      const place = (seen + t - from) % period;
      if (place === 0) {
        registers[register] = -sign * Infinity;
        if (seen + t - from > 0) fillTail(x, tail, t - period, period);
      }
      const end = Math.min(to, t + period - place);
      registers[register] = run(x, out, tail, t, end, place, registers[register]!);
      t = end;
    }
  };
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
