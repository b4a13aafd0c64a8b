import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, largestDifference, lstm, startEngine, tf, type Tensor } from "../../tensorflow/index.ts";
import { drawn, rebuilt, weightGradients } from "../../tensorflow/layers/layers.fixture.ts";
import { convNetwork, customAttentionNetwork, customDense, customDenseNetwork, customLstm, customLstmNetwork, denseNetwork, gateTrace, gruNetwork, lstmNetwork } from "../index.ts";

const [B, T, F] = [4, 6, 3];
const networks = [lstmNetwork({ units: [5, 4] }), gruNetwork({ units: [5, 4] }), convNetwork({ filters: [4, 5] }), denseNetwork({ units: [6] }), customDenseNetwork({ units: 4 }), customLstmNetwork({ units: 5 }), customAttentionNetwork({ units: 4 })];

beforeAll(async () => void (await startEngine()));

describe.each(networks)("$name", (network) => {
  const build = (seed: number) => network.build({ lookback: T, features: F }, randomKey(seed));
  const output = (seed: number) => {
    const result = build(seed).apply(drawn([B, T, F], 1));
    return result instanceof tf.Tensor ? result : tf.zeros([0]);
  };

  test("gives one number a window", () => {
    expect(build(1).outputs[0]!.shape).toEqual([null, 1]);
    expect(output(1).shape).toEqual([B, 1]);
  });

  test("draws its weights from its key", () => {
    expect(output(1).dataSync()).toEqual(output(1).dataSync());
    expect(output(1).dataSync()).not.toEqual(output(2).dataSync());
  });

  test("comes back from its configuration", async () => {
    const model = build(1);
    const copy = await tf.models.modelFromJSON(JSON.parse(String(model.toJSON())));
    copy.setWeights(model.getWeights());
    const outputs = [model, copy].map((each) => each.apply(drawn([B, T, F], 1)));
    const [ours, theirs] = outputs.map((each): Tensor => (each instanceof tf.Tensor ? each : tf.zeros([0])));
    expect(theirs!.dataSync()).toEqual(ours!.dataSync());
  });
});

describe("the LSTM of one's own", () => {
  test("gives the numbers of the fused and of the stock layer with the same weights, forward and in its gradients", () => {
    const x = drawn([B, T, F], 1);
    const own = customLstm({ units: 5, key: randomKey(1) });
    const fused = lstm({ units: 5, key: randomKey(2) });
    const stock = tf.layers.lstm({ units: 5, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" });
    for (const layer of [own, fused, stock]) applyTo(layer, x);
    for (const other of [fused, stock]) {
      other.setWeights(own.getWeights());
      expect(largestDifference(applyTo(own, x), applyTo(other, x))).toBeLessThan(1e-6);
      const [mine, theirs] = [weightGradients(own, x), weightGradients(other, x)];
      for (let k = 0; k < 3; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
    }
  });

  test("comes back from its configuration with the same output", () => {
    const x = drawn([B, T, F], 1);
    const layer = customLstm({ units: 5, key: randomKey(1) });
    const output = applyTo(layer, x);
    expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
  });
});

test("the networks of one's own and of the fused LSTM start from the same weights", () => {
  const shape = { lookback: T, features: F };
  const [own, fused] = [customLstmNetwork({ units: 5 }), lstmNetwork({ units: [5] })].map((network) => network.build(shape, randomKey(3)));
  expect(largestDifference(applyTo(own!, drawn([B, T, F], 1)), applyTo(fused!, drawn([B, T, F], 1)))).toBeLessThan(1e-6);
});

test("a gate trace shows gates wide open and shut", () => {
  const layer = customLstm({ units: 2, key: randomKey(1) });
  applyTo(layer, drawn([B, T, F], 1));
  const bias = [-50, -50, 50, 50, 1, 1, 0, 0]; // i shut, f open, o half open
  layer.setWeights([tf.zeros([F, 8]), tf.zeros([2, 8]), tf.tensor(bias)]);
  const { cell, kept, letIn, shown } = gateTrace(layer, drawn([B, T, F], 1));
  expect(letIn.length).toBe(T);
  for (const [gate, value] of [[letIn, 0], [kept, 1], [shown, 0.5], [cell, 0]] as const) gate.forEach((mean) => expect(mean).toBeCloseTo(value, 6));
});

describe("the Dense of one's own", () => {
  test("gives the numbers of the stock layer with the same weights, forward and in its gradients", () => {
    const x = drawn([B, F], 1);
    const own = customDense({ units: 2, key: randomKey(1) });
    const stock = tf.layers.dense({ units: 2 });
    for (const layer of [own, stock]) applyTo(layer, x);
    stock.setWeights(own.getWeights());
    expect(largestDifference(applyTo(own, x), applyTo(stock, x))).toBeLessThan(1e-7);
    const [mine, theirs] = [weightGradients(own, x), weightGradients(stock, x)];
    for (let k = 0; k < 2; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-6);
  });

  test("comes back from its configuration with the same output", () => {
    const x = drawn([B, F], 1);
    const layer = customDense({ units: 2, key: randomKey(1) });
    const output = applyTo(layer, x);
    expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
  });
});
