import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { randomKey } from "../../random/index.ts";
import { applyTo, largestDifference, startEngine, tf, type LayersModel, type Tensor } from "../../tensorflow/index.ts";
import { formula } from "../../tensorflow/layers/keras.fixture.ts";
import { drawn, trainableVariables } from "../../tensorflow/layers/layers.fixture.ts";
import { dlinear, iTransformer, nhits, patchTst, temporalFusionTransformer, transformerEncoder, transformerLstm, type Network } from "../index.ts";
import { trainedSteps } from "./trainedSteps.fixture.ts";

const numbers = z.array(z.number());
const reference = z.object({ cases: z.array(z.object({ name: z.string(), layers: z.array(z.object({ name: z.string(), shapes: z.array(numbers), gradientNorms: numbers })), outputs: numbers })) });
/** PyTorch's numbers, made by scripts/reference/networks_torch.py. */
const { cases } = reference.parse(JSON.parse(readFileSync(new URL("./torch.reference.json", import.meta.url), "utf8")));

const [B, T, F] = [3, 12, 4];
const shape = { lookback: T, features: F };
const small = { width: 6, heads: 2, dropoutRate: 0 };
const stacks = [4, 2, 1].map((rate) => ({ pool: rate, spacing: rate }));
const path = { kind: "heads", heads: Array.from({ length: 6 }, (_, h) => ({ name: `step ${h + 1}`, kind: "value" } as const)) } as const;

/** The networks of the reference, by their names there. */
const networks: Readonly<Record<string, Network>> = {
  "DLinear": dlinear({ averaged: 5 }),
  "DLinear of one column": dlinear({ averaged: 4, continues: 2 }),
  "N-HiTS": nhits({ stacks, units: 5, steps: 6 }),
  "N-HiTS, the whole path of one column": nhits({ stacks, units: 5, steps: 6, continues: 1, wholePath: true, outputs: path }),
  "PatchTST": patchTst({ ...small, patch: 4, stride: 2 }),
  "PatchTST with layer normalization, of one column": patchTst({ ...small, patch: 4, stride: 3, continues: 0, normalization: "layer" }),
  "iTransformer": iTransformer(small),
  "Transformer": transformerEncoder(small),
  "Transformer, normalization behind the sums": transformerEncoder({ ...small, preNorm: false }),
  "Transformer + LSTM": transformerLstm({ ...small, units: 3 }),
  "Temporal Fusion Transformer": temporalFusionTransformer(small),
};

beforeAll(async () => void (await startEngine()));

describe.each(cases)("$name", ({ layers, name, outputs }) => {
  /** The network with the reference's weights: tensor 1, 2, … of the formula. */
  const referenceModel = () => {
    const model = networks[name]!.build(shape, randomKey(1));
    let k = 1;
    for (const layer of layers) layer.shapes.forEach((size, n) => model.getLayer(layer.name).trainableWeights[n]!.write(formula(size, k++)));
    return model;
  };

  test("gives PyTorch's outputs and gradients with the same weights", () => {
    const model = referenceModel();
    const x = formula([B, T, F], 0);
    const output = applyTo(model, x, { training: true });
    const scale = Math.max(1, ...outputs.map(Math.abs));
    expect(output.shape).toEqual([B, outputs.length / B]);
    output.dataSync().forEach((value, n) => expect(value / scale).toBeCloseTo(outputs[n]! / scale, 4));
    const { grads } = tf.variableGrads(() => tf.sum(tf.mul(applyTo(model, x, { training: true }), formula(output.shape, 90))).asScalar(), trainableVariables(model));
    for (const layer of layers) {
      trainableVariables(model.getLayer(layer.name)).forEach((variable, n) => {
        const [ours, theirs] = [tf.norm(grads[variable.name]!).dataSync()[0]!, layer.gradientNorms[n]!];
        expect(Math.abs(ours - theirs), `${layer.name} ${n}: ${ours}, ${theirs}`).toBeLessThan(1e-3 * Math.max(0.1, theirs));
      });
    }
  });

  test("has as many weights as PyTorch's, each in the place its name says", () => {
    const expected = layers.flatMap(({ shapes }) => shapes.map((size) => size.reduce((product, n) => product * n, 1)));
    expect(trainableVariables(referenceModel()).reduce((sum, { size }) => sum + size, 0)).toBe(expected.reduce((sum, n) => sum + n, 0));
  });

  test("draws its weights from its key and comes back from its configuration to the last bit", async () => {
    const build = (seed: number) => networks[name]!.build(shape, randomKey(seed));
    const output = (model: LayersModel) => applyTo(model, drawn([B, T, F], 1)).dataSync();
    expect(output(build(1))).toEqual(output(build(1)));
    expect(output(build(1))).not.toEqual(output(build(2)));
    const copy = await tf.models.modelFromJSON(JSON.parse(String(build(1).toJSON())));
    copy.setWeights(build(1).getWeights());
    expect(output(copy)).toEqual(output(build(1)));
  });
});

const defaults = [transformerEncoder(), transformerLstm(), dlinear(), nhits(), patchTst({ patch: 4, stride: 2 }), iTransformer(), temporalFusionTransformer()];

describe.each(defaults)("$name, with its defaults", (network) => {
  const trained = (isCompiled: boolean, features: number) => trainedSteps(network, { lookback: T, features }, { batch: B, isCompiled, steps: 3 });

  test.each([1, F])("trains to the same bits op by op and as one function, %i columns", (features) => {
    const eager = trained(false, features);
    expect(eager.losses.every(Number.isFinite)).toBe(true);
    expect(trained(true, features)).toEqual(eager);
  });

  test("forecasts one window as it does among others, and gives its tensors back", () => {
    const before = tf.memory().numTensors;
    const model = network.build(shape, randomKey(1));
    const second = (tensor: Tensor) => tf.slice(tensor, [1], [1]);
    expect(tf.tidy(() => largestDifference(applyTo(model, second(drawn([B, T, F], 1))), second(applyTo(model, drawn([B, T, F], 1)))))).toBeLessThan(1e-5);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("has gradients by its inputs that are those of differences", () => {
    const model = network.build(shape, randomKey(1));
    const [x, direction] = [drawn([B, T, F], 1), drawn([B, T, F], 2)];
    const sum = (input: Tensor) => tf.sum(applyTo(model, input));
    const along = tf.sum(tf.mul(tf.grad(sum)(x), direction)).dataSync()[0]!;
    const difference = (size: number) => tf.sub(sum(tf.add(x, tf.mul(direction, size))), sum(tf.sub(x, tf.mul(direction, size)))).dataSync()[0]! / (2 * size);
    expect(Math.abs(along - difference(1e-3))).toBeLessThan(0.02 * Math.max(1, Math.abs(along)));
  });
});

/** Numbers that a map with a shift takes. */
const affine = (i: number, o: number) => i * o + o;
/** Numbers of a block: attention, feed-forward, two normalizations. */
const block = (d: number, inner: number) => 4 * affine(d, d) + affine(d, inner) + affine(inner, d) + 4 * d;
/** Numbers of G gated residual networks. */
const residual = (G: number, n: number, d: number, m: number) => G * (affine(n, d) + affine(d, d) + affine(d, 2 * m) + 2 * m + (n === m ? 0 : affine(n, m)));

test.each([
  { network: dlinear(), count: 2 * affine(T, 1) + affine(F, 1) },
  { network: dlinear({ continues: 0 }), count: 2 * affine(T, 1) },
  { network: nhits(), count: [affine(2 * F, 64), affine(3 * F, 64), affine(T * F, 64)].reduce((sum, first) => sum + first + affine(64, 64) + affine(64, 1), 0) + 2 * affine(64, T * F) },
  { network: patchTst({ patch: 4, stride: 2 }), count: affine(4, 32) + 6 * 32 + 2 * block(32, 64) + affine(6 * 32, 1) + affine(F, 1) },
  { network: iTransformer(), count: affine(T, 64) + 2 * block(64, 128) + 2 * 64 + affine(64, 1) + affine(F, 1) },
  { network: transformerEncoder(), count: affine(F, 64) + 2 * block(64, 128) + 2 * 64 + affine(64, 1) },
  { network: transformerLstm(), count: affine(F, 64) + block(64, 128) + 2 * 64 + 4 * (64 + 32 + 1) * 32 + affine(32, 1) },
  {
    network: temporalFusionTransformer(),
    count: 2 * F * 32 + residual(1, F * 32, 32, F) + residual(F, 32, 32, 32) + 4 * (32 + 32 + 1) * 32 + 3 * (affine(32, 64) + 64) + 2 * residual(1, 32, 32, 32) + 2 * affine(32, 32) + affine(32, 8) + affine(8, 32) + affine(32, 3),
  },
])("$network.name has the number of weights of its formula: $count", ({ count, network }) => {
  expect(trainableVariables(network.build(shape, randomKey(1))).reduce((sum, { size }) => sum + size, 0)).toBe(count);
});

test("PatchTST refuses a window without room for a patch, N-HiTS a path without a head for each step, the TFT a width its heads cannot share", () => {
  expect(() => patchTst({ patch: 16 }).build(shape, randomKey(1))).toThrow("patchTst: a window of 12 steps holds no patch of 16. Give windows of at least 16 steps or a shorter patch.");
  expect(() => nhits({ steps: 5, wholePath: true })).toThrow("nhits: a path of 5 steps is asked for as outputs, and there are 1 outputs. Give a head for each step.");
  expect(() => temporalFusionTransformer({ width: 10, heads: 4 })).toThrow("temporalFusionTransformer: a width of 10 is no multiple of 4 heads. Give one that is.");
});
