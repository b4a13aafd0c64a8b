import fc from "fast-check";
import { expect, test } from "vitest";
import { holm } from "../index.ts";

test("gives the numbers of R's p.adjust with the method holm", () => {
  const rounded = (p: readonly number[]) => holm(p).map((value) => Number(value.toFixed(10)));
  expect(rounded([0.01, 0.02, 0.03, 0.04])).toEqual([0.04, 0.06, 0.06, 0.06]);
  expect(rounded([0.3, 0.001, 0.04])).toEqual([0.3, 0.003, 0.08]);
  expect(holm([])).toEqual([]);
});

test("lies between p and Bonferroni's n·p, and keeps the order", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (p) => {
    const adjusted = holm(p);
    p.forEach((value, k) => {
      expect(adjusted[k]).toBeGreaterThanOrEqual(value);
      expect(adjusted[k]).toBeLessThanOrEqual(1);
      p.forEach((other, j) => value < other && expect(adjusted[k]).toBeLessThanOrEqual(adjusted[j]!));
    });
    expect(Math.min(...adjusted)).toBeCloseTo(Math.min(1, p.length * Math.min(...p)), 12);
  }), { seed: 1 });
});

test("of 20 tests of nothing at least one is called right in about 1 of 20 families, where single tests would in most", () => {
  let seed = 1;
  const uniform = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const families = Array.from({ length: 400 }, () => Array.from({ length: 20 }, uniform));
  const wrong = (family: readonly number[]) => Math.min(...family) < 0.05;
  expect(families.filter((family) => wrong(holm(family))).length).toBeLessThan(400 * 0.08);
  expect(families.filter(wrong).length).toBeGreaterThan(400 * 0.5);
});
