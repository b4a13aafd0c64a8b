import fc from "fast-check";
import { expect, test } from "vitest";
import { formatBarTime } from "../barTime.ts";
import { LONGEST_CELL, timeWriter, writeNumber } from "./writeCells.ts";

const bytes = Buffer.alloc(LONGEST_CELL + 2);
const number = (value: number): string => bytes.toString("latin1", 1, writeNumber(bytes, 1, value));

test("a number is written as JavaScript writes it, to the digit", () => {
  const decimal = fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })).map(([value, places]) => value / 10 ** places);
  const number32 = fc.integer({ min: 0, max: 2 ** 33 });
  fc.assert(fc.property(fc.oneof(decimal, number32, fc.double()), (value) => {
    expect(number(value)).toBe(String(value));
  }), { seed: 1, numRuns: 5000 });
});

test.each([0, -0, 0.01, -0.5, 0.05, 100, 100.1, 99999.99, 21474836.47, 21474836.48, 2147483647, 2147483648, 1e21, 1e-7, 1.00001, 0.1 + 0.2, -1.2345678901234567e-300, Number.MAX_VALUE])("the number %s is written as JavaScript writes it", (value) => {
  expect(number(value)).toBe(String(value));
});

test("times are written as single ones are, whatever day came before", () => {
  const day = fc.tuple(fc.integer({ min: -40_000, max: 80_000 }), fc.oneof(fc.constantFrom(0, 86_399_999, 60_000, 0.5), fc.integer({ min: 0, max: 86_399_999 }))).map(([date, clock]) => date * 86_400_000 + clock);
  fc.assert(fc.property(fc.array(fc.oneof(day, fc.integer({ min: -8.64e15, max: 8.64e15 })), { minLength: 1 }), (times) => {
    const write = timeWriter();
    for (const time of times) expect(bytes.toString("latin1", 1, write(bytes, 1, time))).toBe(formatBarTime(time));
  }), { seed: 1, numRuns: 500 });
});
