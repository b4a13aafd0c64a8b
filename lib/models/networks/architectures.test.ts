import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { randomKey } from "../../random/index.ts";
import { applyTo, largestDifference, startEngine, tf, type LayersModel, type Tensor } from "../../tensorflow/index.ts";
import { formula } from "../../tensorflow/layers/keras.fixture.ts";
import { drawn, trainableVariables } from "../../tensorflow/layers/layers.fixture.ts";
import { bilstmAttention, cnnLstm, dynamicLag, dynamicLagLstm, imageNetwork, receptiveField, tcn, type Network } from "../index.ts";
import { trainedSteps } from "./trainedSteps.fixture.ts";

const numbers = z.array(z.number());
const reference = z.object({ cases: z.array(z.object({ name: z.string(), layers: z.array(z.object({ name: z.string(), shapes: z.array(numbers), gradientNorms: numbers })), outputs: numbers })) });
/** Keras's numbers, made by scripts/reference/keras_networks.py. */
const { cases } = reference.parse(JSON.parse(readFileSync(new URL("./keras.reference.json", import.meta.url), "utf8")));

const [B, T, F] = [3, 12, 4];
const shape = { lookback: T, features: F };
const classes = { kind: "classes", count: 3 } as const;
const lag = { maxLag: 6, units: 3, temperature: 0.5 };

/** The networks of the reference, by their names there. */
const networks: Readonly<Record<string, Network>> = {
  "BiLSTM attention, three heads": bilstmAttention({ units: 3, layers: 2, attentionUnits: 4, dropoutRate: 0 }),
  "TCN": tcn({ channels: [4, 5], dropoutRate: 0 }),
  "CNN-LSTM": cnnLstm({ filters: [4, 5], units: 3, denseUnits: 4, dropoutRate: 0 }),
  "CNN on indicator images, three classes": imageNetwork({ filters: [3, 4], denseUnits: 5, dropoutRate: 0, outputs: classes }),
  "CNN on Gramian fields, three classes": imageNetwork({ picture: "gramian", filters: [3, 4], denseUnits: 5, dropoutRate: 0, outputs: classes }),
  "dynamic lag": dynamicLag(lag),
  "dynamic lag with LSTM": dynamicLagLstm({ ...lag, lstmUnits: 2, dropoutRate: 0 }),
};

beforeAll(async () => void (await startEngine()));

describe.each(cases)("$name", ({ layers, name, outputs }) => {
  const build = (seed: number) => networks[name]!.build(shape, randomKey(seed));

  test("gives Keras's outputs and gradients with the same weights, and has as many", () => {
    const model = build(1);
    let k = 1;
    for (const layer of layers) layer.shapes.forEach((size, n) => model.getLayer(layer.name).trainableWeights[n]!.write(formula(size, k++)));
    expect(k - 1).toBe(model.trainableWeights.length);
    const x = formula([B, T, F], 0);
    const output = applyTo(model, x, { training: true });
    expect(output.shape).toEqual([B, outputs.length / B]);
    const digits = name.includes("Gramian") ? 4 : 5; // Keras takes the field through arccos, which is coarse near ±1
    output.dataSync().forEach((value, n) => expect(value).toBeCloseTo(outputs[n]!, digits));
    const { grads } = tf.variableGrads(() => tf.sum(tf.mul(applyTo(model, x, { training: true }), formula(output.shape, 90))).asScalar(), trainableVariables(model));
    for (const layer of layers) {
      trainableVariables(model.getLayer(layer.name)).forEach((variable, n) => {
        const [ours, theirs] = [tf.norm(grads[variable.name]!).dataSync()[0]!, layer.gradientNorms[n]!];
        expect(Math.abs(ours - theirs), `${layer.name} ${n}: ${ours}, ${theirs}`).toBeLessThan(1e-3 * Math.max(0.1, theirs));
      });
    }
  });

  test("draws its weights from its key and comes back from its configuration to the last bit", async () => {
    const output = (model: LayersModel) => applyTo(model, drawn([B, T, F], 1)).dataSync();
    expect(output(build(1))).toEqual(output(build(1)));
    expect(output(build(1))).not.toEqual(output(build(2)));
    const copy = await tf.models.modelFromJSON(JSON.parse(String(build(1).toJSON())));
    copy.setWeights(build(1).getWeights());
    expect(output(copy)).toEqual(output(build(1)));
  });
});

const withDropout = [
  bilstmAttention({ units: 5, layers: 2 }), tcn({ channels: [6, 6] }), cnnLstm({ filters: [6], units: 5, denseUnits: 4 }),
  imageNetwork({ filters: [4], denseUnits: 6 }), imageNetwork({ picture: "gramian", filters: [4], denseUnits: 6 }), dynamicLag({ maxLag: 8 }), dynamicLagLstm({ maxLag: 8, lstmUnits: 5 }),
];

describe.each(withDropout)("$name, with dropout", (network) => {
  const trained = (isCompiled: boolean) => trainedSteps(network, shape, { batch: B, isCompiled, steps: 5 });

  test("trains to the same bits op by op and as one function", () => {
    const eager = trained(false);
    expect(eager.losses.every(Number.isFinite)).toBe(true);
    expect(trained(true)).toEqual(eager);
  });

  test("has gradients by its inputs that are those of differences", () => {
    const model = network.build(shape, randomKey(1));
    const [x, direction] = [drawn([B, T, F], 1), drawn([B, T, F], 2)];
    const sum = (input: Tensor) => tf.sum(applyTo(model, input));
    const along = tf.sum(tf.mul(tf.grad(sum)(x), direction)).dataSync()[0]!;
    const difference = (size: number) => tf.sub(sum(tf.add(x, tf.mul(direction, size))), sum(tf.sub(x, tf.mul(direction, size)))).dataSync()[0]! / (2 * size);
    expect(Math.abs(along - difference(3e-4))).toBeLessThan(0.01 * Math.max(1, Math.abs(along)));
  });

  test("forecasts one window as it does among others, and gives its tensors back", () => {
    const before = tf.memory().numTensors;
    const model = network.build(shape, randomKey(1));
    const second = (tensor: Tensor) => tf.slice(tensor, [1], [1]);
    expect(tf.tidy(() => largestDifference(applyTo(model, second(drawn([B, T, F], 1))), second(applyTo(model, drawn([B, T, F], 1)))))).toBeLessThan(1e-5);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** Numbers of a product with a shift. */
const affine = (i: number, o: number) => i * o + o;
/** Numbers of a bidirectional LSTM. */
const bilstm = (i: number, H: number) => 2 * 4 * (i * H + H * H + H);

test.each([
  { network: bilstmAttention(), features: 8, count: bilstm(8, 128) + 2 * bilstm(256, 128) + affine(256, 128) + 128 + affine(256, 3) },
  { network: tcn(), features: 8, count: affine(3 * 8, 32) + affine(8, 32) + 7 * affine(3 * 32, 32) + affine(32, 1) },
  { network: cnnLstm(), features: 8, count: affine(3 * 8, 32) + affine(3 * 32, 64) + 4 * (64 * 64 + 64 * 64 + 64) + affine(64, 32) + affine(32, 1) },
  { network: imageNetwork({ outputs: classes }), features: 15, count: affine(9, 32) + affine(9 * 32, 64) + affine(30 * 7 * 64, 128) + affine(128, 3) },
  { network: dynamicLag(), features: 8, count: 3 * (8 * 16 + 16 * 16 + 2 * 16) + affine(16, 30) + affine(8, 1) },
  { network: dynamicLagLstm(), features: 8, count: 3 * (8 * 16 + 16 * 16 + 2 * 16) + affine(16, 30) + 4 * (8 * 32 + 32 * 32 + 32) + affine(40, 1) },
])("$network.name reads 60 steps and has $count numbers to learn", ({ count, features, network }) => {
  const model = network.build({ lookback: 60, features }, randomKey(1));
  expect(trainableVariables(model).reduce((sum, { size }) => sum + size, 0)).toBe(count);
  expect(applyTo(model, drawn([2, 60, features], 1)).shape).toEqual([2, model.outputs[0]!.shape[1]!]);
  model.dispose();
});

describe("the TCN", () => {
  test("sees no later step at any step", () => {
    const model = tcn({ channels: [4, 4], dropoutRate: 0 }).build(shape, randomKey(1));
    const last = model.getLayer("block_2").output;
    const steps = tf.model({ inputs: model.inputs, outputs: Array.isArray(last) ? last[0]! : last });
    const x = drawn([1, T, F], 1);
    const later = tf.concat([tf.slice(x, [0, 0, 0], [1, 7, F]), drawn([1, T - 7, F], 2)], 1);
    const [before, after] = [applyTo(steps, x), applyTo(steps, later)].map((y) => tf.slice(y, [0, 0, 0], [1, 7, 4]).dataSync());
    expect(after).toEqual(before);
  });

  test("sees as many steps as its receptive field tells, and no older one", () => {
    const channels = [4, 4];
    expect(receptiveField()).toBe(61);
    const field = receptiveField({ channels, kernelSize: 2 }); // 1 + 2·1·3
    expect(field).toBe(7);
    const model = tcn({ channels, kernelSize: 2, dropoutRate: 0 }).build(shape, randomKey(1));
    const dx = Array.from(tf.grad((x) => tf.sum(applyTo(model, x)))(drawn([1, T, F], 3)).dataSync());
    const moves = Array.from({ length: T }, (_, t) => dx.slice(t * F, (t + 1) * F).some((g) => g !== 0));
    expect(moves.slice(0, T - field)).toEqual(Array.from({ length: T - field }, () => false));
    expect(moves[T - field]).toBe(true);
  });
});

test("settings that cannot be meant are refused", () => {
  expect(() => dynamicLag().build(shape, randomKey(1))).toThrow("dynamicLag: lags up to 30 need windows of at least 30 steps, these have 12. Give a longer lookback or a smaller maxLag.");
  expect(() => dynamicLag({ temperature: 0 }).build(shape, randomKey(1))).toThrow("dynamicLag: temperature must be positive, got 0");
  expect(() => dynamicLag({ maxLag: 0 }).build(shape, randomKey(1))).toThrow("dynamicLag: maxLag must be a whole number ≥ 1, got 0");
});
