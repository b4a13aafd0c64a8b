import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import { averageEnsemble, classDiversity, errorCorrelation, fixedEnsemble, leaveOneOut, recentEnsemble, shapleyContribution } from "../index.ts";

describe("correlation of errors", () => {
  test("is 1 of copies, −1 of opposites, nothing of a constant error, and finds the planted one", () => {
    const { normal } = randomStream(randomKey(1));
    const rows = 20_000;
    const [shared, one, two] = [0, 1, 2].map(() => Float64Array.from({ length: rows }, normal));
    const actual = new Float64Array(rows);
    const members = { a: shared!.map((s, t) => s + one![t]!), b: shared!.map((s, t) => s + two![t]!), copy: shared!.map((s, t) => s + one![t]!), opposite: shared!.map((s, t) => -s - one![t]!), constant: actual };
    const { names, values } = errorCorrelation(actual, members);
    expect(names).toEqual(Object.keys(members));
    expect(values[0]![1]).toBeCloseTo(0.5, 1);
    expect(values[0]![2]).toBeCloseTo(1, 12);
    expect(values[3]![0]).toBeCloseTo(-1, 12);
    expect(values[4]![4]).toBeNaN();
  });
});

describe("diversity of classes", () => {
  test("Q, disagreement and double fault of four kinds of rows", () => {
    // Both right on 4 rows, only the first on 3, only the second on 2, neither on 1.
    const actual = new Float64Array(10).fill(1);
    const pairs = classDiversity(actual, { one: [1, 1, 1, 1, 1, 1, 1, 0, 0, 0], other: [1, 1, 1, 1, 0, 0, 0, 1, 1, 0] });
    expect(pairs).toEqual([{ one: "one", other: "other", q: (4 * 1 - 3 * 2) / (4 * 1 + 3 * 2), disagreement: 0.5, doubleFault: 0.1 }]);
  });

  test("copies have Q 1 and no disagreement; classifiers never wrong have no Q", () => {
    const [copies] = classDiversity([1, 1, 0], { a: [1, 0, 0], b: [1, 0, 0] });
    expect(copies).toMatchObject({ q: 1, disagreement: 0 });
    expect(classDiversity([1], { a: [1], b: [1] })[0]!.q).toBeNaN();
    expect(classDiversity([1], { a: [1], b: [1], c: [0] })).toHaveLength(3);
  });
});

const value = fc.integer({ min: -50, max: 50 });
const world = fc.integer({ min: 1, max: 5 }).chain((models) => fc.record({
  actual: fc.array(value, { minLength: 12, maxLength: 12 }),
  members: fc.array(fc.array(value, { minLength: 12, maxLength: 12 }), { minLength: models, maxLength: models }).map((list) => Object.fromEntries(list.map((forecast, k) => [`m${k}`, forecast]))),
}));

describe("contribution", () => {
  test.each([averageEnsemble(), recentEnsemble({ window: 5, minimum: 1 })])("Shapley values add up to the error of nobody less that of all ($name)", (ensemble) => {
    fc.assert(fc.property(world, ({ actual, members }) => {
      const sum = Object.values(shapleyContribution(actual, members, { horizon: 1, ensemble })).reduce((total, share) => total + share, 0);
      const { forecast } = ensemble.combine(members, actual, { horizon: 1 });
      const gain = actual.reduce((total, y, t) => total + y ** 2 - (forecast[t]! - y) ** 2, 0) / actual.length;
      expect(sum).toBeCloseTo(gain, 6);
    }), { seed: 1, numRuns: 30 });
  });

  test("Shapley values of copies are equal, and of two members those of the formula", () => {
    const actual = [1, -1];
    const one = [1, -1];
    const { a, b } = shapleyContribution(actual, { a: one, b: one }, { horizon: 1 });
    expect([a, b]).toEqual([0.5, 0.5]);
    // Errors: nobody 1, good 0, bad 4, both 1.
    const parts = shapleyContribution(actual, { good: one, bad: [-1, 1] }, { horizon: 1 });
    expect(parts["good"]).toBeCloseTo((1 - 0 + (4 - 1)) / 2, 12);
    expect(parts["bad"]).toBeCloseTo((1 - 4 + (0 - 1)) / 2, 12);
  });

  test("leaving out the member that helps makes the error grow, leaving out the one that harms makes it shrink", () => {
    const { normal } = randomStream(randomKey(2));
    const actual = Float64Array.from({ length: 500 }, normal);
    const members = { good: actual.map((y) => y + 0.2 * normal()), noise: actual.map(() => 3 * normal()) };
    const left = leaveOneOut(actual, members, { horizon: 1 });
    expect(left["good"]).toBeGreaterThan(5);
    expect(left["noise"]).toBeLessThan(-1);
  });

  test("fixed weights share those of the member left out", () => {
    const left = leaveOneOut([0], { a: [1], b: [2], c: [4] }, { horizon: 1, ensemble: fixedEnsemble({ a: 0.5, b: 0.25, c: 0.25 }) });
    expect(left["c"]).toBeCloseTo((1 * (2 / 3) + 2 / 3) ** 2 - 2 ** 2, 12);
  });

  test("of more members than can be tried in all sets is refused", () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, k) => [`m${k}`, [1]]));
    expect(() => shapleyContribution([1], many, { horizon: 1 })).toThrow("shapleyContribution: 11 members make 2048 ensembles; give at most 10, or take leaveOneOut");
  });
});
