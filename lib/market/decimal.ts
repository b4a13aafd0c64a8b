const WRITTEN = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const POINT = 46;
const ZERO = 48;
/** Up to 15 digits are a whole number that a double holds exactly, and so is the power of ten below them. */
const EXACT = 15;
const POWERS = Float64Array.from({ length: EXACT + 1 }, (_, places) => Number(`1e${places}`));

/**
 * Number of text[from..to−1], written with digits and, if need be, a decimal point, a sign and an exponent; NaN for all other text.
 * Short plain digits are whole/10^places: one rounding of two exact numbers, so the same double as `Number` gives (Clinger 1990).
 */
export function decimal(text: string, from = 0, to = text.length): number {
  let whole = 0;
  let point = to;
  let k = from;
  for (; k < to; k++) {
    const digit = text.charCodeAt(k) - ZERO;
    if (digit >= 0 && digit <= 9) whole = 10 * whole + digit;
    else if (digit === POINT - ZERO && point === to && k > from) point = k;
    else break;
  }
  if (k === to && from < to && to - from <= EXACT) return point < to - 1 ? whole / POWERS[to - 1 - point]! : whole;
  const written = text.slice(from, to);
  return WRITTEN.test(written) ? Number(written) : Number.NaN;
}
