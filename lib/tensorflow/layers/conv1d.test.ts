import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, conv1d, largestDifference, startEngine, tf } from "../index.ts";
import { drawn, rebuilt, weightGradients } from "./layers.fixture.ts";
import { isNative } from "../native.ts";

beforeAll(async () => void (await startEngine()));

/** The stock layer has no causal padding: zeros are put before its input. */
function stockAndOurs(dilation: number) {
  const ours = conv1d({ filters: 4, kernelSize: 3, dilation, activation: "relu", key: randomKey(2) });
  const stock = tf.layers.conv1d({ filters: 4, kernelSize: 3, dilationRate: dilation, activation: "relu" });
  const x = drawn([3, 9, 2], 1);
  const padded = tf.pad(x, [[0, 0], [2 * dilation, 0], [0, 0]]);
  applyTo(ours, x);
  applyTo(stock, padded);
  stock.setWeights(ours.getWeights());
  return { ours, stock, x, padded };
}

test("gives the numbers of the stock convolution with the same weights", () => {
  for (const dilation of [1, 2]) {
    const { ours, padded, stock, x } = stockAndOurs(dilation);
    expect(largestDifference(applyTo(ours, x), applyTo(stock, padded))).toBeLessThan(1e-6);
  }
});

test("has the gradients of the stock convolution, which wasm lacks", () => {
  const { ours, padded, stock, x } = stockAndOurs(1);
  const mine = weightGradients(ours, x);
  if (!isNative()) return expect(() => weightGradients(stock, padded)).toThrow("Conv2DBackpropFilter");
  const theirs = weightGradients(stock, padded);
  for (let k = 0; k < 2; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
});

test("sees no later step", () => {
  const layer = conv1d({ filters: 2, kernelSize: 3, key: randomKey(2) });
  const x = drawn([1, 8, 2], 1);
  const later = tf.concat([tf.slice(x, [0, 0, 0], [1, 5, 2]), drawn([1, 3, 2], 9)], 1);
  const first = (output: ReturnType<typeof applyTo>) => Array.from(tf.slice(output, [0, 0, 0], [1, 5, 2]).dataSync());
  expect(first(applyTo(layer, later))).toEqual(first(applyTo(layer, x)));
});

test("comes back from its configuration with the same output", () => {
  const x = drawn([3, 9, 2], 1);
  const layer = conv1d({ filters: 4, kernelSize: 3, dilation: 2, activation: "tanh", key: randomKey(2) });
  const output = applyTo(layer, x);
  expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
});

test("refuses sizes that are no counts", () => {
  expect(() => conv1d({ filters: 0, kernelSize: 3, key: randomKey(1) })).toThrow("conv1d: filters must be a whole number ≥ 1, got 0");
});

test("refuses a padding it does not know, and sequences shorter than a filter sees", () => {
  const padding = JSON.parse('"full"');
  expect(() => conv1d({ filters: 1, kernelSize: 3, padding, key: randomKey(1) })).toThrow('conv1d: padding must be "causal", "same" or "valid", got "full"');
  const layer = conv1d({ filters: 1, kernelSize: 3, dilation: 2, padding: "valid", name: "short", key: randomKey(1) });
  expect(() => applyTo(layer, drawn([1, 4, 2], 1))).toThrow('"short": 4 steps are fewer than the 5 that a filter sees; use padding "causal" or a shorter kernel');
});

test("takes one sequence of one step, and leaves no tensor behind", () => {
  const layer = conv1d({ filters: 4, kernelSize: 3, activation: "relu", key: randomKey(2) });
  expect(applyTo(layer, drawn([1, 1, 2], 1)).shape).toEqual([1, 1, 4]);
  const x = drawn([3, 5, 2], 1);
  const step = () => tf.tidy(() => void weightGradients(layer, x));
  step();
  const before = tf.memory().numTensors;
  step();
  expect(tf.memory().numTensors).toBe(before);
});
