import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { adam, applyTo, compileStep, startEngine, tf, type LayersModel, type Tensor } from "../../tensorflow/index.ts";
import { drawn, trainableVariables } from "../../tensorflow/layers/layers.fixture.ts";
import { attentionMaps, dlinear, iTransformer, patchTst, stepWeights, temporalFusionTransformer, transformerEncoder, variableWeights } from "../index.ts";

const [B, T, F] = [3, 8, 4];
const shape = { lookback: T, features: F };

beforeAll(async () => void (await startEngine()));

describe("the shares of a Temporal Fusion Transformer", () => {
  const model = () => temporalFusionTransformer({ width: 8, heads: 2 }).build(shape, randomKey(1));

  test("of the columns add up to 1 at each step", () => {
    const shares = variableWeights(model(), drawn([B, T, F], 1));
    expect(shares.shape).toEqual([B, T, F]);
    tf.sum(shares, 2).dataSync().forEach((sum) => expect(sum).toBeCloseTo(1, 6));
    expect(tf.min(shares).dataSync()[0]).toBeGreaterThan(0);
  });

  test("of the steps add up to 1 in each window", () => {
    const shares = stepWeights(model(), drawn([B, T, F], 1));
    expect(shares.shape).toEqual([B, T]);
    tf.sum(shares, 1).dataSync().forEach((sum) => expect(sum).toBeCloseTo(1, 6));
  });

  test("name the column that the target was planted in, as the mean of a few fits", () => {
    const fits = [1, 2, 3].map((seed) => {
      const network = temporalFusionTransformer({ width: 16, heads: 2, dropoutRate: 0, outputs: { kind: "value" } }).build(shape, randomKey(seed));
      train(network, 150, (x) => tf.mul(2, tf.mean(tf.slice(x, [0, 0, 2], [64, T, 1]), 1)));
      return tf.mean(variableWeights(network, drawn([64, T, F], 999)), [0, 1]);
    });
    const shares = tf.mean(tf.stack(fits), 0).dataSync();
    expect(shares[2]).toBe(Math.max(...shares));
    expect(shares[2]).toBeGreaterThan(0.4);
  });
});

describe("attention maps", () => {
  test.each([
    { network: transformerEncoder({ width: 8, heads: 2 }), words: T, rows: B },
    { network: iTransformer({ width: 8, heads: 2 }), words: F, rows: B },
    { network: patchTst({ width: 8, heads: 2, patch: 4, stride: 2 }), words: 4, rows: B * F },
  ])("of $network.name have a row that adds up to 1 for each of $words words", ({ network, rows, words }) => {
    const maps = attentionMaps(network.build(shape, randomKey(1)), drawn([B, T, F], 1));
    expect(Object.keys(maps)).toEqual(["block_1_attention", "block_2_attention"]);
    for (const map of Object.values(maps)) {
      expect(map.shape).toEqual([rows, 2, words, words]);
      tf.sum(map, 3).dataSync().forEach((sum) => expect(sum).toBeCloseTo(1, 5));
    }
  });

  test("are what the layer multiplies its values with: through them comes the layer's output", () => {
    const model = transformerEncoder({ width: 8, heads: 1, blocks: 1, dropoutRate: 0 }).build(shape, randomKey(1));
    const x = drawn([B, T, F], 1);
    const layer = model.getLayer("block_1_attention");
    const read = (tensor: typeof layer.input) => applyTo(tf.model({ inputs: model.inputs, outputs: tensor }), x);
    const [, , , , wv, bv, wo, bo] = layer.getWeights();
    const values = tf.add(tf.matMul(tf.reshape(read(layer.input), [B * T, 8]), tf.reshape(wv!, [8, 8])), tf.reshape(bv!, [8]));
    const context = tf.matMul(tf.reshape(attentionMaps(model, x)["block_1_attention"]!, [B, T, T]), tf.reshape(values, [B, T, 8]));
    const output = tf.add(tf.matMul(tf.reshape(context, [B * T, 8]), tf.reshape(wo!, [8, 8])), bo!);
    expect(tf.max(tf.abs(tf.sub(output, tf.reshape(read(layer.output), [B * T, 8])))).dataSync()[0]).toBeLessThan(1e-5);
  });

  test("of a causal Transformer give nothing to later steps", () => {
    const model = transformerEncoder({ width: 8, heads: 2, causal: true }).build(shape, randomKey(1));
    const map = attentionMaps(model, drawn([B, T, F], 1))["block_1_attention"]!;
    expect(tf.max(tf.sub(map, tf.linalg.bandPart(map, -1, 0))).dataSync()[0]).toBe(0);
  });
});

test("a network without shares or attention is refused by its name", () => {
  const model = dlinear().build(shape, randomKey(1));
  const x = drawn([B, T, F], 1);
  expect(() => variableWeights(model, x)).toThrow("has no layer that weighs columns. Give a model of temporalFusionTransformer.");
  expect(() => stepWeights(model, x)).toThrow("has no layer that weighs steps. Give a model of temporalFusionTransformer.");
  expect(() => attentionMaps(model, x)).toThrow("has no attention between words.");
});

/** Steps of Adam on drawn windows, 64 at a time. */
function train(model: LayersModel, steps: number, target: (x: Tensor) => Tensor): void {
  const optimizer = adam({ learningRate: 0.01 });
  const step = compileStep((x: Tensor) => tf.tidy(() => {
    const { grads, value } = tf.variableGrads(() => tf.mean(tf.squaredDifference(applyTo(model, x, { training: true }), target(x))).asScalar(), trainableVariables(model));
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    return value;
  }));
  for (let k = 0; k < steps; k++) tf.dispose(step(drawn([64, T, F], k)));
  step.dispose();
  optimizer.dispose();
}
