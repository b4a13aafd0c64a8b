import { endOfDay } from "../barTime.ts";
import { EPOCHS } from "./csvCells.ts";

const [ZERO, DASH, PLUS, COLON, POINT, SPACE, T, Z] = [48, 45, 43, 58, 46, 32, 84, 90];
const MINUTE = 60_000;
/** Up to so many digits a whole number is exact, and so is a power of ten: their quotient is the number that the text means, to the last bit. */
const EXACT = 15;
const POWERS = Float64Array.from({ length: EXACT + 1 }, (_, k) => 10 ** k);
/** Digits of which no number is infinite. */
const FINITE = 300;

/** The number that the bytes of a cell say, where they are a sign, digits and a decimal sign; NaN where they are anything else, which `numberOfCell` judges. */
export function plainNumber(bytes: Buffer, from: number, to: number, decimal = POINT): number {
  const isNegative = bytes[from] === DASH;
  const first = isNegative ? from + 1 : from;
  let mantissa = 0;
  let point = to;
  for (let at = first; at < to; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) mantissa = 10 * mantissa + digit;
    else if (digit === decimal - ZERO && point === to) point = at;
    else return Number.NaN;
  }
  const decimals = point === to ? 0 : to - point - 1;
  const digits = to - first - (point === to ? 0 : 1);
  if (digits === 0 || digits > FINITE) return Number.NaN;
  if (digits > EXACT) return Number(bytes.toString("latin1", from, to));
  const value = mantissa / POWERS[decimals]!;
  return isNegative ? -value : value;
}

/**
 * The time that the bytes of a cell say, where it is a date, a date with a time and a zone, or a count since 1970; NaN where it is anything else, which `timeOfCell` judges.
 * `isUtc`: a time without a zone is in UTC.
 */
export function plainTime(bytes: Buffer, from: number, to: number, isUtc: boolean): number {
  if (to - from < 10) return Number.NaN;
  if (bytes[from + 4] !== DASH) return epochTime(bytes, from, to);
  const year = digits(bytes, from, from + 4);
  const month = digits(bytes, from + 5, from + 7);
  const day = digits(bytes, from + 8, from + 10);
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1) || bytes[from + 7] !== DASH) return Number.NaN;
  if (to - from === 10) return endOfDay(year, month, day) ?? Number.NaN;
  if (day > 28 && endOfDay(year, month, day) === undefined) return Number.NaN;
  return Date.UTC(year, month - 1, day) + clockTime(bytes, from + 10, to, isUtc);
}

/** Milliseconds of T20:00:00.000Z, or of a part of it, since midnight in UTC. */
function clockTime(bytes: Buffer, from: number, to: number, isUtc: boolean): number {
  if (to - from < 6 || (bytes[from] !== T && bytes[from] !== SPACE) || bytes[from + 3] !== COLON) return Number.NaN;
  const hours = digits(bytes, from + 1, from + 3);
  const minutes = digits(bytes, from + 4, from + 6);
  let at = from + 6;
  let seconds = 0;
  let millis = 0;
  if (to - at >= 3 && bytes[at] === COLON) {
    seconds = digits(bytes, at + 1, at + 3);
    at += 3;
    if (bytes[at] === POINT && at < to) {
      const first = ++at;
      while (at < to && bytes[at]! >= ZERO && bytes[at]! < ZERO + 10) at++;
      if (at === first || at > first + 3) return Number.NaN;
      millis = digits(bytes, first, at) * POWERS[3 - (at - first)]!;
    }
  }
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return Number.NaN;
  return hours * 60 * MINUTE + minutes * MINUTE + seconds * 1000 + millis - zoneOffset(bytes, at, to, isUtc);
}

/** What a zone is ahead of UTC. */
function zoneOffset(bytes: Buffer, from: number, to: number, isUtc: boolean): number {
  if (from === to) return isUtc ? 0 : Number.NaN;
  const sign = bytes[from];
  if (sign === Z && to - from === 1) return 0;
  if ((sign !== PLUS && sign !== DASH) || to - from !== 6 || bytes[from + 3] !== COLON) return Number.NaN;
  const hours = digits(bytes, from + 1, from + 3);
  const minutes = digits(bytes, from + 4, from + 6);
  if (!(hours <= 14 && minutes <= 59)) return Number.NaN;
  return (sign === PLUS ? MINUTE : -MINUTE) * (60 * hours + minutes);
}

function epochTime(bytes: Buffer, from: number, to: number): number {
  const unit = EPOCHS.get(to - from);
  const count = unit === undefined ? Number.NaN : digits(bytes, from, to);
  return Number.isSafeInteger(count) ? Math.floor(count * unit!) : Number.NaN;
}

function digits(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = 10 * value + digit;
  }
  return value;
}
