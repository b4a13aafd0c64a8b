import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { blockLstm } from "./blockLstm.ts";
import { applyTo, largestDifference, lstm, lstmLoop, startEngine, tf, type Tensor } from "../index.ts";
import { drawn, rebuilt, weightGradients } from "./layers.fixture.ts";
import { isNative } from "../native.ts";

const [B, T, F, H] = [3, 7, 2, 5];

beforeAll(async () => void (await startEngine()));

test("gives the numbers of the stock layer with the same weights, forward and in its gradients", () => {
  const x = drawn([B, T, F], 1);
  const ours = lstm({ units: H, returnSequences: true, key: randomKey(2) });
  const stock = tf.layers.lstm({ units: H, returnSequences: true, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" });
  applyTo(ours, x);
  applyTo(stock, x);
  stock.setWeights(ours.getWeights());
  expect(largestDifference(applyTo(ours, x), applyTo(stock, x))).toBeLessThan(1e-6);
  const [mine, theirs] = [weightGradients(ours, x), weightGradients(stock, x)];
  expect(mine.length).toBe(3);
  for (let k = 0; k < 3; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
});

test("gives the numbers of the plain loop, forward and in its gradients", () => {
  const values = [drawn([T, B, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4)];
  const weight = drawn([T, B, H], 5);
  const layer = lstm({ units: H, returnSequences: true, key: randomKey(0) });
  const x = tf.transpose(values[0]!, [1, 0, 2]);
  applyTo(layer, x);
  layer.setWeights(values.slice(1));
  const loop = lstmLoop(values[0]!, values[1]!, values[2]!, values[3]!);
  expect(largestDifference(tf.transpose(applyTo(layer, x), [1, 0, 2]), loop)).toBeLessThan(1e-6);
  if (!isNative()) return expect(() => blockLstm(values[0]!, values[1]!, values[3]!)).toThrow("this op needs the native engine");
  const fused = tf.grads((x_, w, u, b) => tf.sum(tf.mul(blockLstm(x_!, tf.concat([w!, u!], 0), b!), weight)))(values);
  const plain = tf.grads((x_, w, u, b) => tf.sum(tf.mul(lstmLoop(x_!, w!, u!, b!), weight)))(values);
  for (let k = 0; k < 4; k++) expect(largestDifference(fused[k]!, plain[k]!)).toBeLessThan(1e-5);
});

test("has a gradient that equals finite differences", () => {
  const [x, kernel, recurrent, bias] = [drawn([T, B, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4)];
  const sequence = (u: Tensor) => (isNative() ? blockLstm(x, tf.concat([kernel, u], 0), bias) : lstmLoop(x, kernel, u, bias));
  const loss = (u: Tensor) => tf.sum(tf.mul(sequence(u), drawn([T, B, H], 5))).asScalar();
  const gradient = tf.grad(loss)(recurrent).dataSync();
  const step = 1e-2;
  for (const k of [0, 7, 33, 99]) {
    const moved = (by: number) => {
      const change = Float32Array.from({ length: 4 * H * H }, (_, n) => (n === k ? by : 0));
      return loss(tf.add(recurrent, tf.tensor(change, [H, 4 * H]))).dataSync()[0]!;
    };
    expect((moved(step) - moved(-step)) / (2 * step)).toBeCloseTo(gradient[k]!, 2);
  }
});

test("gives by hand what one step of one unit gives", () => {
  const layer = lstm({ units: 1, key: randomKey(1) });
  applyTo(layer, tf.zeros([1, 1, 1]));
  layer.setWeights([tf.tensor([[0.1, 0.2, 0.3, 0.4]]), tf.zeros([1, 4]), tf.tensor([0.5, 0.6, 0.7, 0.8])]);
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  const cell = sigmoid(0.1 * 2 + 0.5) * Math.tanh(0.3 * 2 + 0.7);
  expect(applyTo(layer, tf.tensor([[[2]]])).dataSync()[0]).toBeCloseTo(sigmoid(0.4 * 2 + 0.8) * Math.tanh(cell), 6);
});

test("returns the last step of the sequence unless asked for all", () => {
  const x = drawn([B, T, F], 1);
  const all = applyTo(lstm({ units: H, returnSequences: true, key: randomKey(2) }), x);
  const last = applyTo(lstm({ units: H, key: randomKey(2) }), x);
  expect(last.shape).toEqual([B, H]);
  expect(Array.from(tf.slice(all, [0, T - 1, 0], [B, 1, H]).dataSync())).toEqual(Array.from(last.dataSync()));
});

test("takes a sequence of one step and a batch of one", () => {
  expect(applyTo(lstm({ units: H, key: randomKey(2) }), drawn([1, 1, F], 1)).shape).toEqual([1, H]);
});

test("comes back from its configuration with the same output", () => {
  const x = drawn([B, T, F], 1);
  const layer = lstm({ units: H, returnSequences: true, key: randomKey(2) });
  const output = applyTo(layer, x);
  expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
});

test("draws its weights from its key: the recurrent rows are orthonormal, the forget gate starts open", () => {
  const weights = (seed: number) => {
    const layer = lstm({ units: H, key: randomKey(seed) });
    applyTo(layer, drawn([B, T, F], 1));
    return layer.getWeights();
  };
  const [kernel, recurrent, bias] = weights(1);
  expect(kernel!.dataSync()).toEqual(weights(1)[0]!.dataSync());
  expect(kernel!.dataSync()).not.toEqual(weights(2)[0]!.dataSync());
  expect(largestDifference(tf.matMul(recurrent!, recurrent!, false, true), tf.eye(H))).toBeLessThan(1e-6);
  expect(Array.from(bias!.dataSync())).toEqual([...Array(H).fill(0), ...Array(H).fill(1), ...Array(2 * H).fill(0)]);
});

test("refuses units that are no count and inputs that are no sequences", () => {
  expect(() => lstm({ units: 0, key: randomKey(1) })).toThrow("a recurrent layer needs a positive whole number of units, got 0");
  expect(() => lstm({ units: 2, key: randomKey(1) }).apply(drawn([3, 4], 1))).toThrow("the input needs 3 axes, got the shape [3, 4]");
});
