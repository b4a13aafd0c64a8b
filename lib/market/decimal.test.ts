import fc from "fast-check";
import { expect, test } from "vitest";
import { decimal } from "./decimal.ts";

test("a written number is the same double as Number gives", () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String);
  fc.assert(fc.property(digits, fc.nat(18), (text, place) => {
    const written = `${text.slice(0, place)}.${text.slice(place)}`;
    fc.pre(/\d/.test(written));
    expect(decimal(written)).toBe(Number(written));
    expect(decimal(text)).toBe(Number(text));
  }));
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
    expect(decimal(String(value))).toBe(Number(String(value)));
  }));
});

test("only the part asked for is read", () => {
  expect(decimal("1,23.5,7", 2, 6)).toBe(23.5);
});

test.each(["", ".", "-", "1.2.3", "1,5", " 1", "1 ", "0x1F", "1e", "NaN", "Infinity", "12a", "1_000"])('"%s" is no number', (text) => {
  expect(decimal(text)).toBeNaN();
});
