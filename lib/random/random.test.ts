import { expect, test } from "vitest";
import { randomKey, randomStream, shuffledIndices, split, toSeed } from "./index.ts";

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
