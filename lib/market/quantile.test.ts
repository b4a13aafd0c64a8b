import { expect, test } from "vitest";
import { quantile } from "./quantile.ts";

test("a quantile between two values lies on the line between them, as in NumPy's default", () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 1.75, 2.5, 4]);
});

test("a single value is every quantile", () => {
  expect(quantile(Float64Array.of(7), 0.3)).toBe(7);
});
