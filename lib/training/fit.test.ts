import { beforeAll, expect, test, vi } from "vitest";
import { lstmNetwork } from "../models/index.ts";
import { randomKey, shuffledIndices, split } from "../random/index.ts";
import { startEngine, tf } from "../tensorflow/index.ts";
import { fit, meanSquaredError, networkForecaster, predict, type Loss, type Schedule, type TrainingOptions } from "./index.ts";
import { plantedWindows } from "./planted.fixture.ts";

const train = plantedWindows(256, 1);
const validation = plantedWindows(64, 2);
const network = lstmNetwork({ units: [8], dropoutRate: 0.1 });
const build = (seed = 1) => network.build({ lookback: train.lookback, features: train.features }, randomKey(seed));

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

async function trained(seed: number, options: Partial<TrainingOptions> = {}) {
  const model = build(seed);
  const history = await fit(model, train, validation, { epochs: 3, learningRate: 0.01, key: randomKey(seed), ...options });
  return { model, history, weights: model.getWeights().map((weight) => Array.from(weight.dataSync())) };
}

test("the same seed gives the same weights to the last bit, another seed gives others", async () => {
  const [first, again, other] = [await trained(1), await trained(1), await trained(2)];
  expect(again.weights).toEqual(first.weights);
  expect(again.history).toEqual(first.history);
  expect(other.weights).not.toEqual(first.weights);
});

test("a network finds a planted rule", async () => {
  const fitted = await networkForecaster(network, { epochs: 40, learningRate: 0.02 }).fit(train, validation, { key: randomKey(1) });
  const test = plantedWindows(200, 3);
  const forecast = fitted.predict(test);
  const squares = (against: (n: number) => number) => test.targets.reduce((sum, y, n) => sum + (y - against(n)) ** 2, 0);
  expect(1 - squares((n) => forecast[n]!) / squares(() => 0)).toBeGreaterThan(0.8);
});

test("the model ends with the weights of its best validation loss", async () => {
  const losses: number[] = [];
  const { history, model } = await trained(1, { epochs: 30, learningRate: 0.2, patience: 3, onProgress: (event) => losses.push(event.validationLoss) });
  expect(history.validationLoss).toEqual(losses);
  expect(history.stoppedEarly).toBe(true);
  expect(history.bestEpoch).toBe(losses.length - 3);
  const best = Math.min(...losses);
  const forecast = predict(model, validation);
  const loss = validation.targets.reduce((sum, y, n) => sum + (y - forecast[n]!) ** 2, 0) / validation.count;
  expect(loss).toBeCloseTo(best, 5);
});

test("a fit can be stopped between batches", async () => {
  const stop = new AbortController();
  await expect(trained(1, { signal: stop.signal, epochs: 1000, onProgress: ({ epoch }) => epoch === 2 && stop.abort() })).rejects.toThrow("aborted");
});

test("a fit hears a signal between its steps, however fast they are", async () => {
  const stop = new AbortController();
  let steps = 0;
  const learningRate: Schedule = { name: "counts", everyStep: true, rate: () => (steps++, 0.01) };
  setTimeout(() => stop.abort(new Error("enough")), 0);
  await expect(trained(1, { signal: stop.signal, learningRate, batchSize: 1, epochs: 1000, clock: () => 0 })).rejects.toThrow("enough");
  expect(steps).toBeLessThan(1000);
});

test("a fit hears a signal within a long validation", async () => {
  const stop = new AbortController();
  let [now, chunks] = [0, 0];
  const loss: Loss = { ...meanSquaredError, ofWindows: (targets, outputs) => {
    if (outputs.shape[0] === 256 && ++chunks === 2) stop.abort(new Error("enough"));
    return meanSquaredError.ofWindows(targets, outputs);
  } };
  const long = plantedWindows(256 * 20, 2);
  const fitting = fit(build(), train, long, { key: randomKey(1), epochs: 1, loss, signal: stop.signal, clock: () => (now += 100) });
  await expect(fitting).rejects.toThrow("enough");
  expect(chunks).toBe(2);
});

test("a fit leaves no tensor behind but its model's weights", async () => {
  await trained(1);
  const before = tf.memory().numTensors;
  const { model } = await trained(1, { epochs: 2, patience: 1, batchSize: 30, clipping: { norm: 1 }, sampleWeights: new Float32Array(train.count).fill(2) });
  expect(tf.memory().numTensors - before).toBe(model.weights.length);
  predict(model, validation);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("a missing input is named by its window, column, step and batch", async () => {
  const inputs = train.inputs.slice();
  inputs[(7 * train.lookback + 2) * 2 + 1] = NaN;
  await expect(fit(build(), { ...train, inputs }, validation, { key: randomKey(1) })).rejects.toThrow('train: window 7 (row 7) holds NaN in column "noise", step 2. It would be in batch 2 of epoch 1.');
  expect(shuffledIndices(train.count, split(randomKey(1), "shuffle 1")).subarray(32, 64)).toContain(7);
});

test("a missing target, and a missing input when predicting, are named as well", async () => {
  const targets = validation.targets.map((y, n) => (n === 3 ? NaN : y));
  await expect(fit(build(), train, { ...validation, targets }, { key: randomKey(1) })).rejects.toThrow("validation: window 3 (row 3) has the target NaN.");
  const inputs = validation.inputs.map((x, at) => (at === 0 ? Infinity : x));
  expect(() => predict(build(), { ...validation, inputs })).toThrow('predict: window 0 (row 0) holds Infinity in column "signal", step 0. It would be in batch 1.');
});

test("a loss that is no number is named by its epoch and batch", async () => {
  const targets = train.targets.map((y) => y * 1e30);
  await expect(fit(build(), { ...train, targets }, validation, { key: randomKey(1) })).rejects.toThrow(/fit: the loss of epoch 1, batch 1 is Infinity\. Lower the learning rate/);
});

test("windows of another shape than the network reads are refused", async () => {
  const longer = plantedWindows(20, 1, 9);
  await expect(fit(build(), train, longer, { key: randomKey(1) })).rejects.toThrow("validation: windows of 9 steps of 2 columns (signal, noise) do not fit a network that reads [N, 6, 2]. Build it for this lookback and these columns.");
  expect(() => predict(build(), longer)).toThrow("predict: windows of 9 steps of 2 columns (signal, noise) do not fit a network that reads [N, 6, 2].");
});

test("options out of range are refused", async () => {
  await expect(fit(build(), train, validation, { key: randomKey(1), epochs: 0 })).rejects.toThrow("fit: epochs must be a whole number ≥ 1, got 0");
  await expect(fit(build(), train, validation, { key: randomKey(1), patience: 0 })).rejects.toThrow("fit: patience must be a whole number ≥ 1, got 0");
  await expect(fit(build(), train, { ...validation, count: 0 }, { key: randomKey(1) })).rejects.toThrow("validation: there is no window.");
  await expect(fit(build(), train, validation, { key: randomKey(1), learningRate: -1 })).rejects.toThrow("fit: learningRate must be positive, got -1");
});

