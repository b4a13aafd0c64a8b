import { formatBarTime } from "../barTime.ts";

const [ZERO, DASH, COLON, POINT, T, Z] = [48, 45, 58, 46, 84, 90];
const DAY = 86_400_000;
/** The most that a whole number of 32 bits holds. */
const MOST = 2 ** 31 - 1;
/** Decimals with which prices are whole numbers: none, cents, the smallest steps of currencies. */
const DECIMALS = Int32Array.of(0, 2, 5);
const SCALES = Int32Array.of(1, 100, 100_000);

/** Bytes that a time or a number takes at most, `-1.2345678901234567e-300` and `+275760-09-13T00:00:00.000Z`. */
export const LONGEST_CELL = 27;

/**
 * Writes a number as `String` does, and gives the place behind it. Digits are computed where the number is a few of them:
 * no two decimals of up to 15 digits are the same number, so that the one that gives it back is also the shortest.
 */
export function writeNumber(bytes: Buffer, at: number, value: number): number {
  const size = Math.abs(value);
  for (let k = 0; k < SCALES.length; k++) {
    const scale = SCALES[k]!;
    const whole = Math.round(size * scale);
    if (whole > MOST) break;
    if (whole / scale !== size) continue;
    if (value < 0) bytes[at++] = DASH;
    return writeDecimal(bytes, at, whole, scale, DECIMALS[k]!);
  }
  return at + bytes.write(String(value), at, "latin1");
}

function writeDecimal(bytes: Buffer, at: number, value: number, scale: number, decimals: number): number {
  const whole = (value / scale) | 0;
  const end = writeDigits(bytes, at, whole, digitsOf(whole));
  let rest = value - whole * scale;
  let places = decimals;
  if (rest === 0) return end;
  for (; rest % 10 === 0; places--) rest /= 10;
  bytes[end] = POINT;
  return writeDigits(bytes, end + 1, rest, places);
}

function digitsOf(value: number): number {
  let count = 1;
  for (let most = 9; value > most; most = 10 * most + 9) count++;
  return count;
}

function writeDigits(bytes: Buffer, at: number, value: number, count: number): number {
  for (let k = at + count - 1; k >= at; k--) {
    const tenth = (value / 10) | 0;
    bytes[k] = ZERO + value - 10 * tenth;
    value = tenth;
  }
  return at + count;
}

/** Writes times one after the other as `formatBarTime` does, each day's date made once, and gives the place behind. */
export function timeWriter(): (bytes: Buffer, at: number, time: number) => number {
  let date = Buffer.alloc(0);
  let day = Number.NaN;
  return (bytes, at, time) => {
    const start = Math.floor(time / DAY) * DAY;
    const clock = time - start;
    if (!Number.isInteger(time) || clock === DAY - 1) return at + bytes.write(formatBarTime(time), at, "latin1");
    if (start !== day) [date, day] = [Buffer.from(new Date(start).toISOString().split("T")[0]!), start];
    const from = at + date.length;
    for (let k = 0; k < date.length; k++) bytes[at + k] = date[k]!;
    bytes[from] = T;
    writeDigits(bytes, from + 1, (clock / 3_600_000) | 0, 2);
    bytes[from + 3] = COLON;
    writeDigits(bytes, from + 4, ((clock / 60_000) | 0) % 60, 2);
    bytes[from + 6] = COLON;
    writeDigits(bytes, from + 7, ((clock / 1000) | 0) % 60, 2);
    bytes[from + 9] = POINT;
    writeDigits(bytes, from + 10, clock % 1000, 3);
    bytes[from + 13] = Z;
    return from + 14;
  };
}
