import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { randomKey, randomStream } from "../../random/index.ts";
import { accuracy, brier, calibration, confusion, coverage, f1, isAvailable, logLoss, matthews, pinball, precision, recall, rocAuc, type Measure } from "../index.ts";

const numbers = z.array(z.number());
const given = z.object({ classes: z.number(), actual: numbers, probabilities: numbers, forecast: numbers });
const told = z.object({ accuracy: z.number(), confusion: numbers, precision: numbers, recall: numbers, f1: numbers, matthews: z.number(), rocAuc: numbers, logLoss: z.number(), brier: z.number() });
const { inputs, values } = z
  .object({
    inputs: z.object({ two: given, three: given, quantile: z.object({ actual: numbers, forecast: numbers }) }),
    values: z.object({ two: told.extend({ calibration: z.object({ said: numbers, came: numbers }) }), three: told, quantile: z.object({ "pinball of 0.1": z.number(), "pinball of 0.9": z.number() }) }),
  })
  .parse(JSON.parse(readFileSync(new URL("./classifierReference.json", import.meta.url), "utf8")));

const near = (got: Measure, expected: number) => {
  expect(isAvailable(got)).toBe(true);
  expect(Math.abs(Number(got) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
};

describe.each(["two", "three"] as const)("of %s classes, as scikit-learn says:", (name) => {
  const { actual, classes, forecast, probabilities } = inputs[name];
  const expected = values[name];
  const matrix = confusion(actual, forecast);
  const each = Array.from({ length: classes }, (_, k) => k);

  test("confusion matrix, accuracy, Matthews correlation", () => {
    expect(Array.from(matrix.counts)).toEqual(expected.confusion);
    near(accuracy(matrix), expected.accuracy);
    near(matthews(matrix), expected.matthews);
  });

  test("precision, recall and F1 of each class", () => {
    for (const k of each) {
      near(precision(matrix, k), expected.precision[k]!);
      near(recall(matrix, k), expected.recall[k]!);
      near(f1(matrix, k), expected.f1[k]!);
    }
  });

  test("area under the ROC curve of each class against the rest, log loss, Brier score", () => {
    for (const k of each) near(rocAuc(actual.map((label) => (label === k ? 1 : 0)), probabilities.filter((_, at) => at % classes === k)), expected.rocAuc[k]!);
    near(logLoss(actual, probabilities, classes), expected.logLoss);
    near(brier(actual, probabilities, classes), expected.brier);
  });
});

test("calibration has scikit-learn's curve", () => {
  const { actual, probabilities } = inputs.two;
  const bins = calibration(actual, probabilities, 2, { bins: 5 }).bins.filter(({ count }) => count > 0);
  bins.forEach(({ came, said }, bin) => {
    expect(said).toBeCloseTo(values.two.calibration.said[bin]!, 12);
    expect(came).toBeCloseTo(values.two.calibration.came[bin]!, 12);
  });
  expect(bins).toHaveLength(values.two.calibration.said.length);
});

test("pinball loss is scikit-learn's, and half the absolute error at the median", () => {
  const { actual, forecast } = inputs.quantile;
  near(pinball(actual, forecast, 0.1), values.quantile["pinball of 0.1"]);
  near(pinball(actual, forecast, 0.9), values.quantile["pinball of 0.9"]);
  near(pinball(actual, forecast, 0.5), actual.reduce((sum, y, t) => sum + Math.abs(y - forecast[t]!) / 2 / actual.length, 0));
});

describe("a calibrated forecaster", () => {
  const { uniform } = randomStream(randomKey(4));
  const said = Array.from({ length: 20_000 }, uniform);
  const actual = said.map((p) => (uniform() < p ? 1 : 0));
  const rows = (p: readonly number[]) => p.flatMap((one) => [1 - one, one]);

  test("has no calibration error beyond chance; one that exaggerates has, and its curve is flatter than the diagonal", () => {
    expect(calibration(actual, rows(said), 2).error).toBeLessThan(0.02);
    const loud = said.map((p) => (p > 0.5 ? 0.95 : 0.05));
    const { bins, error } = calibration(actual, rows(loud), 2);
    expect(error).toBeGreaterThan(0.15);
    expect(bins[0]!.came).toBeGreaterThan(0.2);
    expect(bins[9]!.came).toBeLessThan(0.8);
    expect(bins.filter(({ count }) => count === 0).every(({ came, said: mean }) => came === null && mean === null)).toBe(true);
  });

  test("has the lowest Brier score and log loss of all that say something else", () => {
    for (const shift of [0.7, 1.4]) {
      const other = rows(said.map((p) => 1 / (1 + ((1 - p) / p) ** shift)));
      expect(brier(actual, rows(said), 2)).toBeLessThan(brier(actual, other, 2));
      expect(logLoss(actual, rows(said), 2)).toBeLessThan(logLoss(actual, other, 2));
    }
  });
});

test("the area under the ROC curve asks for the order alone, and turns with it", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -20, max: 20 })), { minLength: 2, maxLength: 60 }), (rows) => {
      const actual = rows.map(([one]) => Number(one));
      const scores = rows.map(([, score]) => score);
      const area = rocAuc(actual, scores);
      fc.pre(isAvailable(area));
      near(rocAuc(actual, scores.map((score) => Math.exp(score / 5))), Number(area));
      near(rocAuc(actual, scores.map((score) => -score)), 1 - Number(area));
      let [better, pairs] = [0, 0];
      for (const [one, high] of rows) for (const [other, low] of rows) if (one && !other) [better, pairs] = [better + (high > low ? 1 : high === low ? 0.5 : 0), pairs + 1];
      near(area, better / pairs);
    }),
    { seed: 2, numRuns: 100 },
  );
});

test("the Matthews correlation is Pearson's of two classes, and the same when classes change their names", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), { minLength: 3, maxLength: 50 }), (rows) => {
      const turn = (k: number) => (k + 1) % 3;
      const of = (pairs: readonly (readonly [number, number])[]) => matthews(confusion(pairs.map(([a]) => a), pairs.map(([, f]) => f), { classes: 3 }));
      const [one, turned] = [of(rows), of(rows.map(([a, f]) => [turn(a), turn(f)] as const))];
      if (isAvailable(one)) near(turned, one);
      else expect(isAvailable(turned)).toBe(false);
    }),
    { seed: 3, numRuns: 100 },
  );
});

test("coverage counts what lies between, ends included", () => {
  expect(coverage([1, 2, 3, 4], [1, 2.5, 0, 0], [1, 3, 3, 3])).toBe(0.5);
});

test("what one class alone cannot tell is N/A with its reason", () => {
  const one = confusion([1, 1, 1], [1, 0, 1]);
  expect([matthews(one), recall(one, 0), rocAuc([1, 1], [0.2, 0.4])]).toEqual([{ value: null, reason: "all rows are of one class" }, { value: null, reason: "there is no row of class 0" }, { value: null, reason: "all rows are of class 1" }]);
  const never = confusion([0, 1], [0, 0]);
  expect([precision(never), matthews(never), f1(confusion([0], [0]))]).toEqual([{ value: null, reason: "class 1 is never foretold" }, { value: null, reason: "one class alone is foretold" }, { value: null, reason: "class 1 is neither there nor foretold" }]);
});

test("classes that are none, and probabilities that are none, are refused with their row", () => {
  expect(() => confusion([0, 1.5], [0, 1])).toThrow('confusion: "actual" is 1.5 in row 1; give class numbers from 0');
  expect(() => confusion([0, 1], [0, 3], { classes: 2 })).toThrow('confusion: "forecast" is 3 in row 1; give class numbers from 0 to 1');
  expect(() => rocAuc([0, 2], [0, 1])).toThrow("give classes 0 and 1, one class against the rest where there are more");
  expect(() => brier([0], [0.5, 0.6], 2)).toThrow("brier: the probabilities of row 0 add up to 1.1, not to 1");
  expect(() => logLoss([0], [1.2, -0.2], 2)).toThrow("the probability of class 0 in row 0 is 1.2; give numbers from 0 to 1");
  expect(() => logLoss([2], [0.5, 0.5], 2)).toThrow('logLoss: "actual" is 2 in row 0; give class numbers from 0 to 1');
  expect(() => calibration([0, 1], [0.5, 0.5], 2)).toThrow("2 rows of 2 classes have 4 probabilities, got 2; give them row by row");
  expect(() => pinball([1], [1], 1)).toThrow("pinball: the level must lie between 0 and 1, got 1");
});
