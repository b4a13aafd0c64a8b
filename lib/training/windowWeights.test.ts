import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { randomKey } from "../random/index.ts";
import { dense, startEngine, tf } from "../tensorflow/index.ts";
import { selectWindows, type Windows } from "../windows/index.ts";
import { binaryCrossentropy, fit, meanSquaredError, sparseCategoricalCrossentropy, type TrainingOptions } from "./index.ts";
import { plantedWindows } from "./planted.fixture.ts";
import { balanced, windowWeights } from "./windowWeights.ts";

const numbers = plantedWindows(64, 1);
/** 1 where the planted target is above 0.6: a rare class. */
const train: Windows = { ...numbers, targets: numbers.targets.map((y) => (y > 0.6 ? 1 : 0)) };

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

/** Weights of a linear model after one epoch in one batch by plain gradient descent. */
async function trained(options: Partial<TrainingOptions>, windows = train) {
  const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [train.lookback, train.features] }), dense({ units: 1, key: randomKey(1) })] });
  await fit(model, windows, windows, { key: randomKey(1), epochs: 1, batchSize: 64, optimizer: "sgd", learningRate: 0.5, loss: binaryCrossentropy({ fromLogits: true }), ...options });
  return model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
}

test("balanced classes have the same sum of weights, and together that of unweighted windows", () => {
  fc.assert(fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 50 }), (labels) => {
    const weights = balanced(Float32Array.from(labels));
    const sums = [...weights].map(([label, weight]) => weight * labels.filter((each) => each === label).length);
    for (const sum of sums) expect(sum).toBeCloseTo(labels.length / weights.size, 9);
  }), { seed: 1 });
});

test("class weights may be a map, a record or balanced, and are multiplied with sample weights", () => {
  const windows = { ...train, targets: Float32Array.of(0, 1, 0, 0), count: 4 };
  const sampleWeights = Float32Array.of(1, 2, 3, 4);
  const weights = (options: Parameters<typeof windowWeights>[2]) => Array.from(windowWeights(windows, binaryCrossentropy(), options) ?? []);
  expect(weights({ classWeights: { 0: 0.5, 1: 3 } })).toEqual([0.5, 3, 0.5, 0.5]);
  expect(weights({ classWeights: new Map([[1, 3]]), sampleWeights })).toEqual([1, 6, 3, 4]);
  expect(weights({ classWeights: "balanced" }).map((weight) => weight.toFixed(4))).toEqual(["0.6667", "2.0000", "0.6667", "0.6667"]);
  expect(weights({})).toEqual([]);
});

test("a window of weight 0 is not there, but for the size of its batch", async () => {
  const sampleWeights = Float32Array.from({ length: 64 }, (_, n) => (n < 48 ? 64 / 48 : 0));
  const [weighted, without] = [await trained({ sampleWeights }), await trained({}, selectWindows(train, Array.from({ length: 48 }, (_, n) => n)))];
  weighted.forEach((weight, k) => expect(weight).toBeCloseTo(without[k]!, 5));
});

test("a class weight is the sample weight of its windows, to the last bit", async () => {
  const sampleWeights = train.targets.map((label) => (label === 1 ? 3 : 0.5));
  expect(await trained({ classWeights: { 0: 0.5, 1: 3 } })).toEqual(await trained({ sampleWeights }));
  expect(await trained({ classWeights: "balanced" })).not.toEqual(await trained({}));
});

test("weights that cannot be meant are refused", () => {
  const refused = (options: Parameters<typeof windowWeights>[2], loss = binaryCrossentropy()) => expect(() => windowWeights(train, loss, options));
  refused({ sampleWeights: new Float32Array(3) }).toThrow("fit: sampleWeights has 3 numbers for 64 training windows; give one a window, in their order");
  refused({ sampleWeights: new Float32Array(64).fill(1).map((w, n) => (n === 5 ? NaN : w)) }).toThrow("fit: the sample weight of window 5 must be ≥ 0, got NaN");
  refused({ sampleWeights: new Float32Array(64) }).toThrow("fit: all sample weights are 0; nothing could be learnt");
  refused({ classWeights: { 1: -1 } }).toThrow("fit: the weight of class 1 must be ≥ 0, got -1");
  refused({ classWeights: "balanced" }, meanSquaredError).toThrow("fit: classWeights need targets that are classes, the loss meanSquaredError takes any number. Give sampleWeights instead.");
});

test("targets and outputs that the loss cannot take are refused", async () => {
  await expect(trained({ loss: binaryCrossentropy() }, numbers)).rejects.toThrow(/train: window \d+ \(row \d+\) has the target -?[\d.]+, the loss binaryCrossentropy needs a number from 0 to 1/);
  await expect(trained({ loss: sparseCategoricalCrossentropy() })).rejects.toThrow("fit: the loss sparseCategoricalCrossentropy needs a network that gives one number a class, two or more a window, it gives [B, 1]");
  const three = () => tf.sequential({ layers: [tf.layers.flatten({ inputShape: [train.lookback, train.features] }), dense({ units: 3, key: randomKey(1) })] });
  await expect(fit(three(), train, train, { key: randomKey(1) })).rejects.toThrow("fit: the loss meanSquaredError needs a network that gives one number a window, it gives [B, 3]");
  const labels = train.targets.map((label, n) => (n === 4 ? 3 : label));
  await expect(fit(three(), { ...train, targets: labels }, train, { key: randomKey(1), loss: "sparseCategoricalCrossentropy" })).rejects.toThrow("train: window 4 (row 4) has the target 3, the loss sparseCategoricalCrossentropy needs a class from 0 to 2");
});

test("three classes are learnt from their numbers", async () => {
  const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [train.lookback, train.features] }), dense({ units: 3, key: randomKey(1) })] });
  const windows = { ...numbers, targets: numbers.targets.map((y) => (y > 0.5 ? 2 : y < -0.5 ? 1 : 0)) };
  const { loss } = await fit(model, windows, windows, { key: randomKey(1), epochs: 40, learningRate: 0.05, classWeights: "balanced", loss: sparseCategoricalCrossentropy({ fromLogits: true }) });
  expect(loss.at(-1)!).toBeLessThan(0.5 * loss[0]!);
});
