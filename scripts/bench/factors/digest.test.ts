import { describe, expect, it } from "vitest";
import { digestDifference, digestOf } from "./digest.ts";

const column = Float64Array.from({ length: 3_000 }, (_, t) => (t < 19 ? Number.NaN : Math.sin(t / 7)));
const changed = (change: (values: Float64Array) => void) => {
  const copy = column.slice();
  change(copy);
  return copy;
};
const differs = (theirs: Float64Array, tolerances = {}) => digestDifference(digestOf(column, 0, column.length), digestOf(theirs, 0, theirs.length), tolerances);

describe("digestDifference", () => {
  it("finds no difference between equal columns, or within the tolerance", () => {
    expect(differs(column)).toBeUndefined();
    expect(differs(column.map((value) => value * (1 + 1e-9)))).toBeUndefined();
    expect(differs(column.map((value) => Math.round(100 * value) / 100), { rounding: 0.005 })).toBeUndefined();
  });

  it.each([
    ["values everywhere a little off", column.map((value) => value + 1e-7)],
    ["a value that is missing", changed((values) => values.fill(Number.NaN, 1000, 1001))],
    ["a warm-up of another length", changed((values) => values.fill(0, 18, 19))],
    ["one value off between the samples", changed((values) => { values[1502]! += 0.01; })],
    ["the same values a bar later", changed((values) => values.set(column.subarray(0, -1), 1))],
    ["no value at all", changed((values) => values.fill(Number.NaN))],
  ])("finds %s", (_, theirs) => {
    expect(differs(theirs)).toBeTypeOf("string");
  });

  it("lets nothing pass where the tolerance is 0", () => {
    const signals = Float64Array.from({ length: 2_000 }, (_, t) => (t % 97 === 0 ? 100 : 0));
    const other = signals.slice();
    other[1001] = -100;
    expect(digestDifference(digestOf(signals, 0, 2_000), digestOf(signals, 0, 2_000), { tolerance: 0 })).toBeUndefined();
    expect(digestDifference(digestOf(other, 0, 2_000), digestOf(signals, 0, 2_000), { tolerance: 0 })).toMatch(/^checksum/);
  });
});
