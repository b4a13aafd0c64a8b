import { beforeAll, describe, expect, test } from "vitest";
import { applyTo, largestDifference, layerNormalization, startEngine, tf, type Tensor } from "../index.ts";
import { drawn, rebuilt, ROUTES, weightGradients } from "./layers.fixture.ts";

beforeAll(async () => void (await startEngine()));

describe.each(ROUTES)("on $route", ({ run }) => {
  test("gives the numbers of the stock layer, forward and in its gradients, whatever the width", () => {
    for (const [rows, width] of [[1, 1], [3, 4], [70, 17], [150, 33], [9, 70]] as const) run(() => expectStockNumbers(rows, width));
  });

  test("keeps its digits where the mean is far from 0", () => {
    const x = tf.add(drawn([3, 21], 1), 1000);
    const { mean, variance } = tf.moments(run(() => applyTo(layerNormalization({ epsilon: 1e-6 }), x)), 1);
    expect(largestDifference(mean, tf.zeros([3]))).toBeLessThan(1e-3);
    expect(largestDifference(variance, tf.ones([3]))).toBeLessThan(1e-3);
  });
});

function expectStockNumbers(rows: number, width: number) {
  const x = drawn([rows, 2, width], 1);
  const ours = layerNormalization();
  const stock = tf.layers.layerNormalization();
  for (const layer of [ours, stock]) {
    applyTo(layer, x);
    layer.setWeights([drawn([width], 2), drawn([width], 3)]);
  }
  expect(largestDifference(applyTo(ours, x), applyTo(stock, x))).toBeLessThan(1e-5);
  const [mine, theirs] = [weightGradients(ours, x), weightGradients(stock, x)];
  for (let k = 0; k < 2; k++) expect(relativeDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
  const byInput = (layer: typeof ours) => tf.grad((input) => tf.sum(tf.square(applyTo(layer, input))))(x);
  expect(relativeDifference(byInput(ours), byInput(stock))).toBeLessThan(1e-4);
}

/** Greatest difference, as a share of the greatest number where that is above 1. */
function relativeDifference(a: Tensor, b: Tensor): number {
  return largestDifference(a, b) / Math.max(1, tf.max(tf.abs(b)).dataSync()[0]!);
}

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
