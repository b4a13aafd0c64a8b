import { beforeAll, expect, test } from "vitest";
import { applyTo, largestDifference, layerNormalization, startEngine, tf } from "../index.ts";
import { drawn, rebuilt, weightGradients } from "./layers.fixture.ts";

beforeAll(async () => void (await startEngine()));

test("gives the numbers of the stock layer, forward and in its gradients", () => {
  const x = drawn([3, 5, 4], 1);
  const ours = layerNormalization();
  const stock = tf.layers.layerNormalization();
  for (const layer of [ours, stock]) {
    applyTo(layer, x);
    layer.setWeights([drawn([4], 2), drawn([4], 3)]);
  }
  expect(largestDifference(applyTo(ours, x), applyTo(stock, x))).toBeLessThan(1e-5);
  const [mine, theirs] = [weightGradients(ours, x), weightGradients(stock, x)];
  for (let k = 0; k < 2; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
  const byInput = (layer: typeof ours) => tf.grad((input) => tf.sum(tf.square(applyTo(layer, input))))(x);
  expect(largestDifference(byInput(ours), byInput(stock))).toBeLessThan(1e-5);
});

test("makes a row's mean 0 and its variance 1", () => {
  const { mean, variance } = tf.moments(applyTo(layerNormalization({ epsilon: 1e-6 }), drawn([6, 50], 1)), 1);
  expect(largestDifference(mean, tf.zeros([6]))).toBeLessThan(1e-6);
  expect(largestDifference(variance, tf.ones([6]))).toBeLessThan(1e-3);
});

test("is finite on a row of equal numbers, forward and in its gradient", () => {
  const gradient = tf.grad((x) => tf.sum(tf.square(applyTo(layerNormalization(), x))))(tf.ones([2, 4]));
  expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
});

test("comes back from its configuration with the same output", () => {
  const x = drawn([3, 5, 4], 1);
  const layer = layerNormalization({ epsilon: 0.1 });
  const output = applyTo(layer, x);
  expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
});

test("refuses an epsilon that is not positive", () => {
  expect(() => layerNormalization({ epsilon: 0 })).toThrow("layerNormalization: epsilon must be a number > 0, got 0");
});
