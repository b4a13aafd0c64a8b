import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeColumn, encodeColumn, encodedLength } from "./columnCode.ts";

const bitsOf = (values: Float64Array): BigUint64Array => new BigUint64Array(values.buffer, values.byteOffset, values.length);
const lengthOf = (values: readonly number[], unit?: number): number => encodeColumn(Float64Array.from(values), unit).length - 32;

/** What comes back, out of the middle of other bytes. */
function throughBytes(values: Float64Array, unit?: number): Float64Array {
  const encoded = encodeColumn(values, unit);
  const around = new Uint8Array(encoded.length + 24);
  around.fill(0xff).set(encoded, 16);
  expect(encodedLength(around, 16, values.length)).toBe(encoded.length);
  const read = new Float64Array(values.length);
  decodeColumn(around, 16, read);
  return read;
}

const noWholes = [Number.NaN, -0, 0, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE, 2 ** 53, -(2 ** 53), 2 ** 51, 0.1 + 0.2, 1e-9, 1 / 3, 1e300];
const number = fc.oneof(fc.double(), fc.constantFrom(...noWholes), fc.integer().map((cents) => cents / 100), fc.integer({ min: -200, max: 200 }), fc.maxSafeInteger(), fc.float());

test("every column comes back to the last bit, whatever its numbers, NaN with any payload and −0 included", () => {
  fc.assert(fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), fc.constantFrom(1, 60_000, 86_400_000), (numbers, unit) => {
    const values = Float64Array.from(numbers);
    expect(bitsOf(throughBytes(values, unit))).toEqual(bitsOf(values));
  }), { numRuns: 3000, seed: 1 });
  fc.assert(fc.property(fc.bigUint64Array({ minLength: 1, maxLength: 40 }), (bits) => {
    expect(bitsOf(throughBytes(new Float64Array(bits.buffer, bits.byteOffset, bits.length)))).toEqual(new BigUint64Array(bits));
  }), { numRuns: 1000, seed: 2 });
});

test("decimal numbers come back to the last bit and are kept as steps", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 8 }), fc.array(fc.integer({ min: -30_000, max: 30_000 }), { minLength: 1, maxLength: 50 }), fc.integer({ min: 0, max: 1e9 }), (decimals, steps, base) => {
    let whole = base;
    const values = Float64Array.from(steps, (step) => Number(`${(whole += step)}e-${decimals}`));
    expect(bitsOf(throughBytes(values))).toEqual(bitsOf(values));
    expect(encodeColumn(values).length).toBeLessThanOrEqual(32 + 8 * Math.ceil(values.length / 4));
  }), { numRuns: 1000, seed: 3 });
});

test("whole numbers that jump within a range come back to the last bit and take what the range takes", () => {
  fc.assert(fc.property(fc.constantFrom(2 ** 8, 2 ** 16), fc.integer({ min: -1e6, max: 1e6 }), fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 60 }), (range, least, draws) => {
    const values = Float64Array.from(draws, (draw) => least + Math.floor(draw * range));
    expect(bitsOf(throughBytes(values))).toEqual(bitsOf(values));
    expect(encodeColumn(values).length).toBeLessThanOrEqual(32 + 8 * Math.ceil((values.length * (range === 2 ** 8 ? 1 : 2)) / 8));
  }), { numRuns: 1000, seed: 4 });
});

test("evenly spaced times and columns of one value take no room, prices in cents a byte, gaps in times and volumes two, widened float32 four, others eight", () => {
  const rows = Array.from({ length: 800 }, (_, t) => t);
  expect(lengthOf(rows.map((t) => 1.7e12 + 60_000 * t), 60_000)).toBe(0);
  expect(lengthOf(rows.map(() => 3))).toBe(0);
  expect(lengthOf([5])).toBe(0);
  expect(lengthOf(rows.map((t) => (10_000 + (t % 100)) / 100))).toBe(800);
  expect(lengthOf(rows.map((t) => 1.7e12 + 60_000 * (t + (t > 400 ? 1000 : 0))), 60_000)).toBe(1600);
  expect(lengthOf(rows.map((t) => (t % 2) * 200))).toBe(800);
  expect(lengthOf(rows.map((t) => 1e6 + (t % 2) * 60_000))).toBe(1600);
  expect(lengthOf(rows.map((t) => Math.fround(100 + t / 7)))).toBe(3200);
  expect(lengthOf(rows.map((t) => 100 + t / 7))).toBe(6400);
});

test("bytes that begin no column have no length", () => {
  expect(encodedLength(new Uint8Array(16), 0, 1)).toBeUndefined();
  expect(encodedLength(new Uint8Array(new Float64Array([7, 0, 0, 0]).buffer), 0, 1)).toBeUndefined();
  expect(encodedLength(new Uint8Array(new Float64Array([1.7e12, 0, 0, 0]).buffer), 0, 1)).toBeUndefined();
});
