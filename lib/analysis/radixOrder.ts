const BITS = 11;
const MASK = (1 << BITS) - 1;
/** Places of the digits in a half of 32 bits. */
const SHIFTS = [0, BITS, 2 * BITS] as const;

/**
 * Rows in order of their values, equal values in the order given. Radix sort by the bits of the numbers, lowest digit first: linear in the rows, where comparing takes N·log N.
 * in: values [T], rows [N] without a missing value  out: [N]
 */
export function radixOrder(values: Float64Array, rows: Int32Array): Int32Array {
  const halves = sortableBits(values, rows);
  const counts = new Int32Array(MASK + 1);
  let from = wholeNumbers(rows.length);
  let to = new Int32Array(rows.length);
  for (const bits of halves) {
    for (const shift of SHIFTS) {
      if (movesByDigit(bits, shift, counts, from, to)) [from, to] = [to, from];
    }
  }
  for (let k = 0; k < rows.length; k++) to[k] = rows[from[k]!]!;
  return to;
}

/** 0 .. count − 1. */
export function wholeNumbers(count: number): Int32Array<ArrayBuffer> {
  const numbers = new Int32Array(count);
  for (let k = 0; k < count; k++) numbers[k] = k;
  return numbers;
}

/** One pass: places ordered by one digit, in `to`. False if all have the same digit: nothing moved. */
function movesByDigit(bits: Uint32Array, shift: number, counts: Int32Array, from: Int32Array, to: Int32Array): boolean {
  counts.fill(0);
  for (let k = 0; k < bits.length; k++) counts[(bits[k]! >>> shift) & MASK]!++;
  if (bits.length > 0 && counts[(bits[0]! >>> shift) & MASK] === bits.length) return false;
  let start = 0;
  for (let digit = 0; digit <= MASK; digit++) {
    const own = counts[digit]!;
    counts[digit] = start;
    start += own;
  }
  for (let k = 0; k < from.length; k++) {
    const place = from[k]!;
    const digit = (bits[place]! >>> shift) & MASK;
    const target = counts[digit]!;
    to[target] = place;
    counts[digit] = target + 1;
  }
  return true;
}

/** Lower and upper halves of the bits of each value, turned so that their order as whole numbers is the order of the values; −0 is 0. */
function sortableBits(values: Float64Array, rows: Int32Array): readonly [Uint32Array, Uint32Array] {
  const [low, high] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  const known = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) known[k] = values[rows[k]!]! + 0;
  const halves = new Uint32Array(known.buffer);
  for (let k = 0; k < rows.length; k++) {
    const upper = halves[2 * k + 1]!;
    const isNegative = upper >>> 31 === 1;
    low[k] = isNegative ? ~halves[2 * k]! : halves[2 * k]!;
    high[k] = isNegative ? ~upper : upper | 0x80000000;
  }
  return [low, high];
}
