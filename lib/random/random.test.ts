import { expect, test } from "vitest";
import { randomKey, randomStream, shuffledIndices, split, stationaryWalk, toSeed } from "./index.ts";

test("the same key gives the same numbers, another seed gives others", () => {
  const draw = (seed: number) => Array.from({ length: 5 }, randomStream(randomKey(seed)).uniform);
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test("streams split by name are independent of one another", () => {
  const a = randomStream(split(randomKey(1), "dropout"));
  const b = randomStream(split(randomKey(1), "shuffle"));
  let product = 0;
  for (let k = 0; k < 10_000; k++) product += a.normal() * b.normal();
  expect(Math.abs(product / 10_000)).toBeLessThan(0.04);
});

test("normal numbers have mean 0, variance 1 and kurtosis 3", () => {
  const { normal } = randomStream(randomKey(3));
  const count = 100_000;
  let sum = 0, squares = 0, fourths = 0;
  for (let k = 0; k < count; k++) {
    const x = normal();
    sum += x;
    squares += x * x;
    fourths += x ** 4;
  }
  expect(sum / count).toBeCloseTo(0, 1);
  expect(squares / count).toBeCloseTo(1, 1);
  expect(Math.abs(fourths / count - 3)).toBeLessThan(0.1);
});

test("a shuffle holds every index once", () => {
  const order = shuffledIndices(1000, randomKey(5));
  expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, k) => k));
  expect(order).not.toEqual(Int32Array.from({ length: 1000 }, (_, k) => k));
});

test("a seed for other libraries fits a 31-bit integer", () => {
  for (let seed = 0; seed < 100; seed++) expect(toSeed(randomKey(seed))).toBeLessThan(2 ** 31);
});

test("a seed that is not a number is refused", () => {
  expect(() => randomKey(Number.NaN)).toThrow("randomKey: the seed must be a finite number, got NaN");
});

test("a stationary walk visits every row alike, in blocks of the mean length asked for, wrapped round the end", () => {
  const [count, steps, meanBlock] = [10, 100_000, 5];
  const next = stationaryWalk(count, meanBlock, randomStream(randomKey(6)));
  const visits = new Int32Array(count);
  let [starts, wraps, before] = [0, 0, next()];
  for (let k = 0; k < steps; k++) {
    const row = next();
    visits[row]!++;
    if (row !== (before + 1) % count) starts++;
    else if (row === 0) wraps++;
    before = row;
  }
  // One start in ten falls on the row that follows anyway.
  expect(Math.abs(starts / steps - (1 / meanBlock) * 0.9)).toBeLessThan(0.01);
  expect(wraps).toBeGreaterThan(0.07 * steps);
  visits.forEach((visit) => expect(Math.abs(visit / steps - 1 / count)).toBeLessThan(0.01));
});

test("a stationary walk of blocks of one row draws each row by itself", () => {
  const next = stationaryWalk(4, 1, randomStream(randomKey(7)));
  const pairs = new Set(Array.from({ length: 500 }, () => `${next()} ${next()}`));
  expect(pairs.size).toBe(16);
});
