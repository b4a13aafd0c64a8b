import { expect, test } from "vitest";
import type { Line } from "../engine/line.ts";
import { columnsThrough } from "../fixtures/columnsThrough.ts";
import { add, choose, correlation, covariance, decayLinear, delay, delta, divide, isAtMost, isLess, log, power, product, sign, signedPower, stddev, subtract, sum, tsArgMax, tsArgMin, tsMax, tsMin, tsRank } from "./language.ts";

const { NaN: none } = Number;
const of = (values: readonly number[], make: (x: Line) => Line, pieces = 64): readonly number[] => [...columnsThrough([Float64Array.from(values)], ([x]) => [make(x!)], pieces)[0]!];
const ofTwo = (x: readonly number[], y: readonly number[], make: (x: Line, y: Line) => Line): readonly number[] => [...columnsThrough([Float64Array.from(x), Float64Array.from(y)], ([a, b]) => [make(a!, b!)])[0]!];

test("windows are cut to whole days, and weights fall to the past", () => {
  const x = [3, 1, 4, 1, 5];
  expect(of(x, (line) => delay(line, 1.99))).toEqual([none, 3, 1, 4, 1]);
  expect(of(x, (line) => delta(line, 2.1))).toEqual([none, none, 1, 0, 1]);
  expect(of(x, (line) => sum(line, 2.9))).toEqual([none, 4, 5, 5, 6]);
  expect(of(x, (line) => product(line, 3.5))).toEqual([none, none, 12, 4, 20]);
  expect(of(x, (line) => tsMin(line, 2))).toEqual([none, 1, 1, 1, 1]);
  expect(of(x, (line) => tsMax(line, 2))).toEqual([none, 3, 4, 4, 5]);
  expect(of(x, (line) => decayLinear(line, 3))).toEqual([none, none, (3 + 2 + 12) / 6, (1 + 8 + 3) / 6, (4 + 2 + 15) / 6]);
  expect(of(x, (line) => stddev(line, 2))).toEqual([none, 2, 3, 3, 4].map((gap) => Math.sqrt(gap ** 2 / 2)));
});

test("the day of an extreme counts from 1, the oldest, and is the newest of equal ones", () => {
  expect(of([3, 1, 4, 4, 2, 2], (line) => tsArgMax(line, 3))).toEqual([none, none, 3, 3, 2, 1]);
  expect(of([3, 1, 4, 4, 1, 2], (line) => tsArgMin(line, 3))).toEqual([none, none, 2, 1, 3, 2]);
});

test("the rank in time is a share, and equal values share the mean of their ranks", () => {
  expect(of([3, 1, 4, 4, 2, 4], (line) => tsRank(line, 3))).toEqual([none, none, 1, 2.5 / 3, 1 / 3, 2.5 / 3]);
  expect(of([1, 0.1 + 0.2, 0.3], (line) => tsRank(line, 2))).toEqual([none, 0.5, 0.75]);
});

test("a power is that of mathematics, the signed one keeps the sign of its base; both end at the largest number", () => {
  expect(of([-3, 0, 2, 1e200], (line) => power(line, 2))).toEqual([9, 0, 4, Number.MAX_VALUE]);
  expect(of([-3, 0, 2, -1e200], (line) => signedPower(line, 2))).toEqual([-9, 0, 4, -Number.MAX_VALUE]);
  expect(of([-4, 4], (line) => power(line, 0.5))).toEqual([0, 2]);
});

test("x/0 and the logarithm of nothing are 0; what is equal but for rounding is equal", () => {
  expect(ofTwo([1, 0, 3], [0, 0, 2], divide)).toEqual([0, 0, 1.5]);
  expect(of([0, 1], log)).toEqual([0, 0]);
  expect(ofTwo([0.1 + 0.2, 0.3, 1], [0.3, 0.1 + 0.2, 2], isLess)).toEqual([0, 0, 1]);
  expect(ofTwo([0.1 + 0.2, 2], [0.3, 1], isAtMost)).toEqual([1, 0]);
  expect(ofTwo([0.1 + 0.2, 2], [0.3, 1], subtract)).toEqual([0, 1]);
  expect(ofTwo([0.1 + 0.2, 2], [-0.3, 1], add)).toEqual([0, 3]);
  expect(of([0.1, 0.2, -0.3], (line) => sum(line, 3))).toEqual([none, none, 0]);
});

test("a condition chooses between columns and numbers", () => {
  expect(ofTwo([-1, 2, 0], [7, 8, 9], (x, y) => choose(isLess(x, 0), y, -1))).toEqual([7, -1, -1]);
  expect(ofTwo([-1, 2, 0], [7, 8, 9], (x, y) => choose(x, sign(x), y))).toEqual([-1, 1, 9]);
});

test("correlation and covariance are those of samples, and 0 with what stands still or by rounding", () => {
  expect(ofTwo([1, 2, 4], [3, 3, 9], (x, y) => covariance(x, y, 3))[2]).toBeCloseTo(5, 12);
  expect(ofTwo([1, 2, 4], [3, 3, 9], (x, y) => correlation(x, y, 3))[2]).toBeCloseTo(5 / Math.sqrt((7 / 3) * 12), 12);
  expect(ofTwo([0.1, 0.2, 0.3], [5, 5, 5], (x, y) => correlation(x, y, 3))[2]).toBe(0);
  expect(ofTwo([0.1, 0.2, 0.3], [0.7, 0.1, 0.7], (x, y) => correlation(x, y, 3))[2]).toBe(0);
  expect(ofTwo([1, 2], [9, 4], (x, y) => correlation(x, y, 2))[1]).toBeCloseTo(-1, 12);
});

test("values do not depend on how the rows are cut into pieces", () => {
  const x = Array.from({ length: 40 }, (_, k) => Math.sin(k * k));
  for (const make of [(line: Line) => tsRank(line, 7), (line: Line) => decayLinear(sum(line, 5), 6), (line: Line) => tsArgMax(stddev(line, 4), 5), (line: Line) => correlation(line, delay(line, 2), 9)]) expect(of(x, make, 1)).toEqual(of(x, make, 40));
});
