import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, conv1d, gru, layerNormalization, lstm, multiHeadAttention, startEngine, tf, type layers, type Tensor } from "../index.ts";
import { drawn, hasOwnRoute } from "./layers.fixture.ts";

beforeAll(async () => void (await startEngine()));

const key = randomKey(7);

/** Gradient by x of the squared norm of the loss's gradient by x, as a penalty on gradients takes it. */
function ofPenalty(layer: layers.Layer, x: Tensor): Tensor {
  const slope = tf.grad((input) => tf.add(tf.sum(tf.square(applyTo(layer, input))), tf.sum(tf.mul(input, tf.square(input)))));
  return tf.grad((input) => tf.sum(tf.square(slope(input))))(x);
}

describe("a gradient of a gradient", () => {
  test.each([
    ["lstm", () => lstm({ units: 3, key })],
    ["gru", () => gru({ units: 3, key })],
    ["multiHeadAttention", () => multiHeadAttention({ heads: 2, keyDim: 2, key })],
    ["conv1d", () => conv1d({ filters: 3, kernelSize: 2, activation: "relu", key })],
    ["layerNormalization", () => layerNormalization()],
  ])("is refused through the op of %s, never computed in part", (name, make) => {
    const x = drawn([2, 4, 3], 1);
    if (hasOwnRoute() || name === "layerNormalization") expect(() => ofPenalty(make(), x)).toThrow("a gradient of a gradient is asked for through a layer that has a first one alone");
  });
});
