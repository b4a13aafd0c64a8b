import fc from "fast-check";
import { expect, test } from "vitest";
import { fillPlanes, keep, newPlanes, PLANE_START, rowsOf, stepOn } from "./planes.ts";

const marksOfRows = fc.array(fc.integer(), { minLength: PLANE_START + 1, maxLength: 200 }).map((marks) => Float64Array.from(marks));

test("a plane has the bit of each row", () => {
  fc.assert(fc.property(marksOfRows, fc.integer({ min: 0, max: 31 }), (marks, mark) => {
    const planes = newPlanes(marks.length);
    const words = fillPlanes(planes, marks, PLANE_START, marks.length);
    const rows = new Int32Array(marks.length);
    const count = rowsOf(planes.bits, mark * planes.words, words, PLANE_START, marks.length, rows);
    expect([...rows.subarray(0, count)]).toEqual([...marks.keys()].filter((t) => t >= PLANE_START && ((marks[t]! >>> mark) & 1) === 1));
  }), { seed: 1 });
});

test("a step keeps the rows whose row before was set", () => {
  fc.assert(fc.property(marksOfRows, (marks) => {
    const planes = newPlanes(marks.length);
    const words = fillPlanes(planes, marks, PLANE_START, marks.length);
    stepOn(planes.bits, 0, planes.words, words);
    const rows = new Int32Array(marks.length);
    const count = rowsOf(planes.bits, 0, words, PLANE_START, marks.length, rows);
    expect([...rows.subarray(0, count)]).toEqual([...marks.keys()].filter((t) => t >= PLANE_START && (marks[t - 1]! & 1) === 1 && (marks[t]! & 2) === 2));
  }), { seed: 1 });
});

test("what a plane has and what it has not are kept apart", () => {
  const bits = Int32Array.of(0b1100);
  const set = Int32Array.of(0b1010);
  const unset = Int32Array.of(0b1010);
  keep(set, 0, bits, 0, 1, true);
  keep(unset, 0, bits, 0, 1, false);
  expect([set[0], unset[0]]).toEqual([0b1000, 0b0010]);
});
