/**
 * A column of numbers as bytes, exact to the last bit; the smallest of three forms that is exact. Bytes are little-endian.
 * - numbers (form 8): float64 as they are: random numbers, NaN, −0.
 * - halves (form 4): float32, where a vendor gives widened ones, as Yahoo does.
 * - steps: value = (base + unit·n_t) ÷ divisor with whole n_t. Prices have a divisor of 10^k, times the interval as unit. Kept are the differences of n_t as int8, int16 or int32 (forms 1, 2, 3),
 *   or n_t as uint8 or uint16 above the smallest (forms 5, 6) where that is smaller, as for volumes. Form 0 keeps nothing: n_t = t, so evenly spaced times, and columns of one value, take no room.
 * A header of four float64 (form, base, unit, divisor) comes first; the whole takes a multiple of eight bytes, so that it can be looked at where it lies.
 */
const HEADER = 32;
const [EVEN, INT8, INT16, INT32, FLOAT32, UINT8, UINT16, FLOAT64] = [0, 1, 2, 3, 4, 5, 6, 8];
const WIDTHS: ReadonlyMap<number, number> = new Map([[EVEN, 0], [INT8, 1], [INT16, 2], [INT32, 4], [FLOAT32, 4], [UINT8, 1], [UINT16, 2], [FLOAT64, 8]]);

/** Prices and volumes with more decimals than this are kept as they are. */
const MOST_DECIMALS = 9;
const LARGEST_WHOLE = 2 ** 51;
/** Added and taken off again, this rounds a smaller number to a whole one, faster than Math.round. */
const TO_WHOLE = 1.5 * 2 ** 52;

type Steps = { readonly base: number; readonly unit: number; readonly divisor: number; readonly wholes: Float64Array; readonly differences: Int32Array };

export function encodeColumn(values: Float64Array, unit = 1): Uint8Array {
  const steps = stepsOf(values, unit);
  if (steps) return encodeSteps(steps);
  const form = isFloat32(values) ? FLOAT32 : FLOAT64;
  const bytes = withHeader(form, values.length, 0, 0, 0);
  (form === FLOAT32 ? new Float32Array(bytes.buffer, HEADER, values.length) : new Float64Array(bytes.buffer, HEADER, values.length)).set(values);
  return bytes;
}

/** How many bytes the column of so many rows takes that begins at `at`, which is a multiple of eight; undefined if none begins there. */
export function encodedLength(bytes: Uint8Array, at: number, rows: number): number | undefined {
  if (at + HEADER > bytes.length) return undefined;
  const width = WIDTHS.get(new Float64Array(bytes.buffer, bytes.byteOffset + at, 1)[0]!);
  return width === undefined ? undefined : HEADER + roundUp(width * rows);
}

/** Writes the column that begins at `at` into as many rows of `into`. */
export function decodeColumn(bytes: Uint8Array, at: number, into: Float64Array): void {
  const [form, base, unit, divisor] = new Float64Array(bytes.buffer, bytes.byteOffset + at, 4);
  const [buffer, start, rows] = [bytes.buffer, bytes.byteOffset + at + HEADER, into.length];
  if (form === FLOAT64) into.set(new Float64Array(buffer, start, rows));
  else if (form === FLOAT32) into.set(new Float32Array(buffer, start, rows));
  else if (form === EVEN) for (let t = 0; t < rows; t++) into[t] = (base! + unit! * t) / divisor!;
  else if (form === UINT8) decodeHeights(new Uint8Array(buffer, start, rows), base!, unit!, divisor!, into);
  else if (form === UINT16) decodeHeights(new Uint16Array(buffer, start, rows), base!, unit!, divisor!, into);
  else if (form === INT8) decodeSteps(new Int8Array(buffer, start, rows), base!, unit!, divisor!, into);
  else if (form === INT16) decodeSteps(new Int16Array(buffer, start, rows), base!, unit!, divisor!, into);
  else decodeSteps(new Int32Array(buffer, start, rows), base!, unit!, divisor!, into);
}

function decodeSteps(differences: Int8Array | Int16Array | Int32Array, base: number, unit: number, divisor: number, into: Float64Array): void {
  for (let t = 0, whole = base; t < into.length; t++) {
    whole += unit * differences[t]!;
    into[t] = whole / divisor;
  }
}

function decodeHeights(heights: Uint8Array | Uint16Array, base: number, unit: number, divisor: number, into: Float64Array): void {
  for (let t = 0; t < into.length; t++) into[t] = (base + unit * heights[t]!) / divisor;
}

function encodeSteps({ base, differences, divisor, unit, wholes }: Steps): Uint8Array {
  const rows = differences.length;
  const step = differences[1] ?? 0;
  let [isEven, largest] = [true, 0];
  for (let t = 1; t < rows; t++) {
    const difference = differences[t]!;
    if (difference !== step) isEven = false;
    largest = Math.max(largest, difference < 0 ? ~difference : difference);
  }
  if (isEven) return withHeader(EVEN, rows, base, unit * step, divisor);
  const form = largest < 2 ** 7 ? INT8 : largest < 2 ** 15 ? INT16 : INT32;
  if (form !== INT8) {
    const [least, most] = [wholes.reduce((a, b) => Math.min(a, b)), wholes.reduce((a, b) => Math.max(a, b))];
    const height = (most - least) / unit;
    const smaller = height < 2 ** 8 ? UINT8 : height < 2 ** 16 && form === INT32 ? UINT16 : undefined;
    if (smaller !== undefined) return encodeHeights(smaller, wholes, least, unit, divisor);
  }
  const bytes = withHeader(form, rows, base, unit, divisor);
  (form === INT8 ? new Int8Array(bytes.buffer, HEADER, rows) : form === INT16 ? new Int16Array(bytes.buffer, HEADER, rows) : new Int32Array(bytes.buffer, HEADER, rows)).set(differences);
  return bytes;
}

function encodeHeights(form: number, wholes: Float64Array, least: number, unit: number, divisor: number): Uint8Array {
  const bytes = withHeader(form, wholes.length, least, unit, divisor);
  const heights = form === UINT8 ? new Uint8Array(bytes.buffer, HEADER, wholes.length) : new Uint16Array(bytes.buffer, HEADER, wholes.length);
  for (let t = 0; t < wholes.length; t++) heights[t] = (wholes[t]! - least) / unit;
  return bytes;
}

/** The column as whole steps under the least power of ten that makes it whole; undefined where none does, or a step is too large. */
function stepsOf(values: Float64Array, unit: number): Steps | undefined {
  const wholes = new Float64Array(values.length);
  const divisor = fillWholes(values, wholes);
  if (divisor === undefined) return undefined;
  const differences = new Int32Array(values.length);
  let before = wholes[0]!;
  for (let t = 0; t < values.length; t++) {
    const difference = (wholes[t]! - before) / unit;
    if ((difference | 0) !== difference) return undefined;
    differences[t] = difference;
    before = wholes[t]!;
  }
  return { base: wholes[0]!, unit, divisor, wholes, differences };
}

/** Whole numbers that give the values to the last bit when divided by the power of ten that is returned. */
function fillWholes(values: Float64Array, wholes: Float64Array): number | undefined {
  for (let divisor = 1; divisor <= 10 ** MOST_DECIMALS; divisor *= 10) {
    let t = 0;
    for (; t < values.length; t++) {
      const value = values[t]!;
      const whole = value * divisor + TO_WHOLE - TO_WHOLE;
      if (whole / divisor !== value || (value === 0 && 1 / value < 0)) break;
      wholes[t] = whole;
    }
    if (t === values.length) return divisor;
    if (!(Math.abs(values[t]! * divisor) < LARGEST_WHOLE)) return undefined;
  }
  return undefined;
}

function isFloat32(values: Float64Array): boolean {
  return values.every((value) => Math.fround(value) === value);
}

function withHeader(form: number, rows: number, ...numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + roundUp((WIDTHS.get(form) ?? 0) * rows));
  new Float64Array(bytes.buffer, 0, 4).set([form, ...numbers]);
  return bytes;
}

function roundUp(length: number): number {
  return (length + 7) & ~7;
}
