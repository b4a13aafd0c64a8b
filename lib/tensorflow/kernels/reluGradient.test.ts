import { beforeAll, expect, test } from "vitest";
import { applyTo, startEngine, tf } from "../index.ts";

beforeAll(async () => void (await startEngine()));

test("the rectifier's gradient is 1 above 0 and 0 at and below it, as the stock one, in a stock layer too", () => {
  const x = tf.tensor1d([-2, -0.5, 0, 0.5, 2]);
  expect(Array.from(tf.grad((input) => tf.sum(tf.mul(tf.relu(input), 3)))(x).dataSync())).toEqual([0, 0, 0, 3, 3]);
  const layer = tf.layers.dense({ units: 1, activation: "relu", kernelInitializer: "ones", inputShape: [1] });
  const gradient = tf.grad((input) => tf.sum(applyTo(layer, input)))(tf.reshape(x, [5, 1]));
  expect(Array.from(gradient.dataSync())).toEqual([0, 0, 0, 1, 1]);
});

test("a gradient of the rectifier's gradient loses no part: that of relu(x)² + x³ has the slope 2 [x > 0] + 6 x", () => {
  const gradient = tf.grad((x) => tf.sum(tf.add(tf.square(tf.relu(x)), tf.mul(x, tf.square(x)))));
  expect(Array.from(tf.grad((x) => tf.sum(gradient(x)))(tf.tensor1d([-1, 0.5, 2])).dataSync())).toEqual([-6, 5, 14]);
});
