import { expect, test } from "vitest";
import { randomKey, randomStream } from "../random/index.ts";
import { columnsOf, correlationMatrix } from "./index.ts";

const { normal } = randomStream(randomKey(2));
const x = new Float64Array(5000).map(normal);
const noise = x.map(normal);

test("a matrix has ones on its diagonal, is symmetric and finds a planted correlation", () => {
  const { names, values } = correlationMatrix(columnsOf(x, { x, mixed: x.map((a, t) => 0.6 * a + 0.8 * noise[t]!), opposite: x.map((a) => 5 - 2 * a), noise }));
  expect(names).toEqual(["x", "mixed", "opposite", "noise"]);
  for (let i = 0; i < 4; i++) {
    expect(values[i]![i]).toBeCloseTo(1, 12);
    for (let j = 0; j < 4; j++) expect(values[i]![j]).toBe(values[j]![i]);
  }
  expect(values[0]![1]).toBeCloseTo(0.6, 1);
  expect(values[0]![2]).toBeCloseTo(-1, 12);
  expect(Math.abs(values[0]![3]!)).toBeLessThan(0.04);
});

test("rows without both values are left out, and a column that does not vary has no correlation", () => {
  const some = x.map((a, t) => (t % 3 === 0 ? Number.NaN : a));
  const { values } = correlationMatrix(columnsOf(x, { x, some, still: x.map(() => 4) }));
  expect(values[0]![1]).toBeCloseTo(1, 12);
  expect(values[0]![2]).toBeNaN();
});
