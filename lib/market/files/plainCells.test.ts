import fc from "fast-check";
import { expect, test } from "vitest";
import { numberOfCell, timeOfCell } from "./csvCells.ts";
import { plainNumber, plainTime } from "./plainCells.ts";

const place = { file: "bars.csv", line: 2 };
const number = (text: string, decimal: "point" | "comma" = "point"): number => plainNumber(Buffer.from(`x${text}x`), 1, text.length + 1, decimal === "comma" ? 44 : 46);
const time = (text: string, isUtc = false): number => plainTime(Buffer.from(`1${text}1`), 1, text.length + 1, isUtc);

/** What the reader of text says, NaN where it throws. */
function said(read: () => number): number {
  try {
    return read();
  } catch {
    return Number.NaN;
  }
}

/** Texts that are nearly of a kind: each of the pieces, or now and then anything. */
const nearly = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => fc.oneof({ weight: 19, arbitrary: part }, { weight: 1, arbitrary: fc.string({ maxLength: 2 }) }))).map((texts) => texts.join("")).filter((text) => /^[\x20-\x7e]*$/.test(text));
const digits = (most: number, least = 0): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: least, maxLength: most });

test("a common number is the one that the text means, to the last bit; any other is left to the reader of text", () => {
  const written = fc.oneof(fc.double().map(String), fc.integer({ min: 0, max: 1e9 }).map((cents) => (cents / 100).toFixed(2)), nearly(fc.constantFrom("", "", "-", "+"), digits(20), fc.constantFrom("", "."), digits(20), fc.constantFrom("", "", "e5", "E-3")));
  fc.assert(fc.property(written, fc.constantFrom("point" as const, "comma" as const), (text, decimal) => {
    const cell = decimal === "comma" ? text.replace(".", ",") : text;
    const value = number(cell, decimal);
    if (!Number.isNaN(value)) expect(value).toBe(numberOfCell(cell, "open", place, { decimal }));
  }), { seed: 1, numRuns: 3000 });
});

test.each(["100", "-0", "100.12", "0.00000123", "5.", ".5", "123456789.123456", "123.45999908447266", "-9007199254740993"])("the number %s is read without its text being made by hand", (text) => {
  expect(number(text)).toBe(Number(text));
});

test.each(["", "-", ".", "+1", "1e5", "1.2.3", "1,5", "0x10", " 1", "NaN", "Infinity", "9".repeat(400)])("the number %s is left to the reader of text", (text) => {
  expect(number(text)).toBeNaN();
});

test("a common time is the moment that the text means; any other is left to the reader of text", () => {
  const two = (most: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"));
  const clock = fc.oneof(nearly(fc.constantFrom("T", " "), two(25), fc.constant(":"), two(61)), nearly(fc.constantFrom("T", " "), two(24), fc.constant(":"), two(60), fc.constant(":"), two(60), fc.constantFrom("", "."), digits(4)));
  const zone = fc.oneof(fc.constantFrom("", "Z", "z", "+00:00", "+0530", "-05:00", "+14:00"), nearly(fc.constantFrom("+", "-"), two(25), fc.constantFrom(":", ""), two(61)));
  const year = fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, "0"));
  const day = nearly(fc.oneof(year, fc.constantFrom("2000", "2020", "2023", "2100")), fc.constant("-"), two(13), fc.constant("-"), two(32));
  const written = fc.oneof(day, fc.tuple(day, clock, zone).map((parts) => parts.join("")), ...[9, 10, 13, 16, 19].map((length) => digits(length, length)));
  fc.assert(fc.property(written, fc.boolean(), (text, isUtc) => {
    const value = time(text, isUtc);
    if (!Number.isNaN(value)) expect(value).toBe(said(() => timeOfCell(text, place, { zoneless: isUtc ? "UTC" : "error" })));
  }), { seed: 1, numRuns: 5000 });
});

test.each(["2020-04-17", "2020-02-29", "2020-04-17T20:00Z", "2020-04-17 20:00:00+00:00", "2020-04-17T20:00:00.5-05:00", "1587047400", "1587047400000", "1587047400000000"])("the time %s is read without its text being made", (text) => {
  expect(time(text)).toBe(timeOfCell(text, place, {}));
});

test.each(["", "2020-02-30", "2021-02-29T20:00Z", "2020-04-17T20:00", "2020-04-17T24:00Z", "17.04.2020", "0050-01-01", "2020-04-17T20:00:00.1234Z", "2020-04-17T20:00:00.Z", "1587047400000000000"])("the time %s is left to the reader of text", (text) => {
  expect(time(text)).toBeNaN();
});
