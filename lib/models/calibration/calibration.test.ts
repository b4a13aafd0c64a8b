import fc from "fast-check";
import { expect, test } from "vitest";
import { randomKey, randomStream } from "../../random/index.ts";
import type { Windows } from "../../windows/index.ts";
import { calibrated, linear, logistic, reliability, type FittedForecaster, type Forecaster } from "../index.ts";
import { fitIsotonic, isotonicOf } from "./isotonic.ts";
import { fitSigmoid, sigmoidOf } from "./platt.ts";

const options = { key: randomKey(1) };
const points = fc.array(fc.record({ score: fc.integer({ min: -20, max: 20 }), up: fc.boolean() }), { minLength: 1, maxLength: 40 });

/** Windows of one column that holds a probability, and targets that come true with that probability to the power 3: the column is too sure of itself. */
function overconfident(count: number, seed: number, classes = 2): Windows {
  const { uniform } = randomStream(randomKey(seed));
  const inputs = Float32Array.from({ length: count }, uniform);
  const targets = Float32Array.from(inputs, (p) => (uniform() < p ** 3 ? 1 : classes === 3 && uniform() < 0.5 ? 2 : 0));
  return { inputs, targets, rows: Int32Array.from(targets, (_, n) => n), count, lookback: 1, features: 1, columns: ["p"], horizon: 1 };
}

/** A classifier that has learnt nothing: it says what its column holds. */
const says: Forecaster = {
  name: "says",
  task: "classification",
  fit: async ({ columns, horizon, lookback }): Promise<FittedForecaster> => ({
    name: "says",
    task: "classification",
    reads: { columns, horizon, lookback },
    predict: ({ inputs }) => Float64Array.from(inputs),
    probabilities: ({ inputs }) => ({ classes: 2, values: Float64Array.from(Array.from(inputs).flatMap((p) => [1 - p, p])) }),
    saved: async () => ({ kind: "says", config: {} }),
    dispose: () => undefined,
  }),
};

test("an isotonic curve rises, keeps the mean, and no rising curve is nearer than its pools' means", () => {
  fc.assert(fc.property(points, (drawn) => {
    const [scores, targets] = [drawn.map(({ score }) => score), drawn.map(({ up }) => (up ? 1 : 0))];
    const curve = fitIsotonic(scores, targets);
    const values = scores.map((score) => isotonicOf(curve, score));
    curve.at.forEach((at, m) => m > 0 && expect(at).toBeGreaterThan(curve.at[m - 1]!));
    curve.values.forEach((value, m) => m > 0 && expect(value).toBeGreaterThanOrEqual(curve.values[m - 1]!));
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(targets.reduce<number>((sum, y) => sum + y, 0), 9);
    const pools = new Map<number, number[]>();
    values.forEach((value, n) => pools.set(value, [...(pools.get(value) ?? []), targets[n]!]));
    for (const [value, own] of pools) expect(own.reduce((sum, y) => sum + y, 0) / own.length).toBeCloseTo(value, 9);
  }), { seed: 1 });
});

test("a sigmoid is where the smoothed likelihood is level, and never certain", () => {
  fc.assert(fc.property(points, (drawn) => {
    const [scores, isUp] = [drawn.map(({ score }) => score / 4), drawn.map(({ up }) => up)];
    const sigmoid = fitSigmoid(scores, isUp);
    const ups = isUp.filter(Boolean).length;
    const [high, low] = [(ups + 1) / (ups + 2), 1 / (drawn.length - ups + 2)];
    const differences = scores.map((score, n) => (isUp[n] ? high : low) - sigmoidOf(sigmoid, score));
    expect(differences.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 5);
    expect(differences.reduce((sum, each, n) => sum + each * scores[n]!, 0)).toBeCloseTo(0, 5);
    for (const score of scores) expect(sigmoidOf(sigmoid, score) * (1 - sigmoidOf(sigmoid, score))).toBeGreaterThan(0);
  }), { seed: 1 });
});

test.each(["sigmoid", "isotonic"] as const)("probabilities that were too sure come true after calibration, by the %s", async (method) => {
  const [validation, fresh] = [overconfident(3000, 1), overconfident(3000, 2)];
  const before = reliability(Float64Array.from(fresh.inputs), fresh.targets);
  const fitted = await calibrated(says, { method }).fit(validation, validation, options);
  const after = reliability(fitted.probabilities!(fresh), fresh.targets);
  expect(before.ece).toBeGreaterThan(0.2);
  expect(after.ece).toBeLessThan(0.05);
  expect(after.brier).toBeLessThan(before.brier - 0.04);
});

test("calibration keeps the order of two classes' forecasts", async () => {
  const [train, validation, fresh] = [overconfident(100, 1), overconfident(100, 2), overconfident(60, 3)];
  const plain = (await logistic().fit(train, validation, options)).predict(fresh);
  const mapped = (await calibrated(logistic()).fit(train, validation, options)).predict(fresh);
  const order = (values: Float64Array) => Array.from(values, (_, n) => n).sort((a, b) => values[a]! - values[b]!);
  expect(order(mapped)).toEqual(order(plain));
});

test("calibration refuses what is no classifier, no validation, and a validation of unknown classes", async () => {
  const train = overconfident(60, 1);
  const none = { ...train, inputs: new Float32Array(0), targets: new Float32Array(0), rows: new Int32Array(0), count: 0 };
  expect(() => calibrated(linear())).toThrow("calibrated: linear is no classifier; only probabilities can be calibrated");
  await expect(calibrated(logistic()).fit(train, none, options)).rejects.toThrow("logistic, calibrated: there is no validation window to calibrate on. Leave a part of the training for it.");
  await expect(calibrated(logistic()).fit(train, overconfident(60, 2, 3), options)).rejects.toThrow("which is no class 0 .. 1");
});

test("reliability counts what was said and what came true in each bin", () => {
  const said = Float64Array.of(0, 0.1, 0.1, 0.5, 0.9, 1);
  const { bins, brier, ece } = reliability(said, [0, 0, 1, 1, 1, 1], { bins: 2 });
  expect(bins).toEqual([
    { from: 0, to: 0.5, count: 4, said: (0.1 + 0.1 + 0.5) / 4, cameTrue: 0.5 },
    { from: 0.5, to: 1, count: 2, said: 0.95, cameTrue: 1 },
  ]);
  expect(ece).toBeCloseTo((4 / 6) * (0.5 - 0.175) + (2 / 6) * 0.05, 12);
  expect(brier).toBeCloseTo((0.01 + 0.81 + 0.25 + 0.01) / 6, 12);
});

test("reliability of many classes is that of the likeliest", () => {
  const { bins, brier, ece } = reliability({ classes: 3, values: Float64Array.of(0.6, 0.3, 0.1, 0.2, 0.2, 0.6) }, [0, 1], { bins: 1 });
  expect(bins[0]).toEqual({ from: 0, to: 1, count: 2, said: 0.6, cameTrue: 0.5 });
  expect(ece).toBeCloseTo(0.1, 12);
  expect(brier).toBeCloseTo((0.16 + 0.09 + 0.01 + (0.04 + 0.64 + 0.36)) / 2, 12);
});

test("reliability refuses probabilities of other windows than the targets, and none at all", () => {
  expect(() => reliability(Float64Array.of(0.5, 0.5), [1])).toThrow("reliability: 2 windows have probabilities, 1 have targets; give both for the same windows");
  expect(() => reliability(new Float64Array(0), [])).toThrow("reliability: there is no window to judge");
});
