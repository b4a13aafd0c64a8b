import { beforeAll, expect, test, vi } from "vitest";
import { denseNetwork, lstmNetwork } from "../models/index.ts";
import { randomKey, shuffledIndices, split } from "../random/index.ts";
import { adam, startEngine, tf, type Optimizer } from "../tensorflow/index.ts";
import { disposeWindows, onDevice } from "./deviceWindows.ts";
import { huber } from "./losses/index.ts";
import { plantedWindows } from "./planted.fixture.ts";
import { trainingStep, type StepParts } from "./step.ts";

const [count, batchSize] = [100, 16]; // the last batch of an epoch has 4 windows
const windows = plantedWindows(count, 1);
const weights = Float32Array.from({ length: count }, (_, n) => 0.5 + n / count);

let canCompile = true;

vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  canCompile = (await startEngine()).kind !== "wasm";
});

/** Weights and losses after some steps on shuffled batches, the network with dropout. */
function trained(optimizer: Optimizer, isCompiled: boolean, parts: Partial<StepParts> = {}, steps = 50, network = lstmNetwork({ units: [5], dropoutRate: 0.3 })) {
  const model = network.build(windows, randomKey(1));
  const data = onDevice(windows, huber(), weights);
  const step = trainingStep({ model, optimizer, loss: huber(), data, clipping: undefined, withNorm: false, isCompiled, xla: false, given: () => [], ...parts });
  const losses: number[] = [];
  for (let k = 0; k < steps; k++) {
    const perEpoch = Math.ceil(count / batchSize);
    const order = shuffledIndices(count, split(randomKey(1), `${Math.floor(k / perEpoch)}`));
    const from = (k % perEpoch) * batchSize;
    const positions = tf.tensor1d(order.subarray(from, from + batchSize), "int32");
    const measured = step(positions);
    losses.push(...measured.flatMap((each) => Array.from(each.dataSync())));
    tf.dispose([positions, ...measured]);
  }
  const trainedWeights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  const functions = step.report().filter(({ ops }) => ops > 0).length;
  step.dispose();
  optimizer.dispose();
  disposeWindows(data);
  model.dispose();
  return { functions, trained: { losses, weights: trainedWeights } };
}

const optimizers: [string, () => Optimizer][] = [
  ["adam", () => adam({ learningRate: 0.01 })],
  ["adamW", () => adam({ learningRate: 0.01, weightDecay: 0.01 })],
  ["TensorFlow.js's sgd", () => tf.train.sgd(0.05)],
  ["TensorFlow.js's momentum", () => tf.train.momentum(0.05, 0.9)],
  ["TensorFlow.js's Nesterov momentum", () => tf.train.momentum(0.05, 0.9, true)],
  ["TensorFlow.js's rmsprop", () => tf.train.rmsprop(0.01, 0.9, 0.5)],
  ["TensorFlow.js's adagrad", () => tf.train.adagrad(0.05)],
  ["TensorFlow.js's adadelta", () => tf.train.adadelta(0.5)],
  ["TensorFlow.js's adam", () => tf.train.adam(0.01)],
  ["TensorFlow.js's adamax", () => tf.train.adamax(0.01, 0.9, 0.999, 1e-7, 0.01)],
];

test.each(optimizers)("50 compiled steps by %s give the weights and losses of 50 eager ones, to the last bit", (_, optimizer) => {
  const [eager, compiled] = [trained(optimizer(), false), trained(optimizer(), true)];
  expect(compiled.trained).toEqual(eager.trained);
  expect([eager.functions, compiled.functions]).toEqual([0, canCompile ? 2 : 0]); // one for whole batches, one for the last of an epoch
});

test.each([[{ globalNorm: 0.05 }], [{ norm: 0.02 }], [{ value: 0.01 }]])("compiled steps clip as eager ones: %o", (clipping) => {
  const parts = { clipping, withNorm: true };
  const [eager, compiled, unclipped] = [trained(adam(), false, parts, 12), trained(adam(), true, parts, 12), trained(adam(), true, { withNorm: true }, 12)];
  expect(compiled.trained).toEqual(eager.trained);
  expect(compiled.trained.weights).not.toEqual(unclipped.trained.weights);
  expect(compiled.trained.losses[1]).toBe(unclipped.trained.losses[1]); // the norm is that before clipping
});

test("steps compiled by XLA learn what others learn", () => {
  const network = denseNetwork({ units: [3], dropoutRate: 0 });
  const [plain, xla] = [false, true].map((xla) => trained(adam({ learningRate: 0.01 }), true, { xla }, 20, network));
  xla!.trained.losses.forEach((loss, k) => expect(loss).toBeCloseTo(plain!.trained.losses[k]!, 4));
});

test("10,000 steps leave no tensor behind", () => {
  const tiny = denseNetwork({ units: [2] });
  trained(adam(), true, {}, 12, tiny);
  const before = tf.memory();
  trained(adam(), true, {}, 10_000, tiny);
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numBytes).toBe(before.numBytes);
});
