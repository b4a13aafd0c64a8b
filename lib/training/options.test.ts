import { beforeAll, describe, expect, test, vi } from "vitest";
import { lstmNetwork } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { adam, dense, startEngine, tf } from "../tensorflow/index.ts";
import { cosine, fit, networkForecaster, plateau, quantile, warmUp, type History, type TrainingOptions } from "./index.ts";
import { plantedWindows } from "./planted.fixture.ts";

const train = plantedWindows(120, 1);
const validation = plantedWindows(40, 2);

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

async function trained(options: Partial<TrainingOptions> = {}) {
  const model = lstmNetwork({ units: [4], dropoutRate: 0 }).build(train, randomKey(1));
  const history = await fit(model, train, validation, { key: randomKey(1), epochs: 3, batchSize: 16, ...options });
  const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
  model.dispose();
  return { history, weights };
}

describe("an optimizer", () => {
  test.each(["adam", "adamW", "sgd", "rmsprop"] as const)("may be named: %s", async (optimizer) => {
    const { history } = await trained({ optimizer, learningRate: 0.05 });
    expect(history.loss.at(-1)!).toBeLessThan(history.loss[0]!);
  });

  test("is Adam where none is named", async () => {
    expect(await trained()).toEqual(await trained({ optimizer: "adam", learningRate: 1e-3 }));
  });

  test("that is given brings its rate, keeps its state and is left to its owner", async () => {
    const model = lstmNetwork({ units: [4], dropoutRate: 0 }).build(train, randomKey(1));
    const own = adam({ learningRate: 0.015625 });
    const epoch = { key: randomKey(1), epochs: 1, batchSize: 16, optimizer: own };
    const { learningRate } = await fit(model, train, validation, epoch);
    expect(learningRate).toEqual([0.015625]);
    const first = (await own.getWeights())[0]!.tensor.dataSync()[0];
    await fit(model, train, validation, epoch);
    expect([first, (await own.getWeights())[0]!.tensor.dataSync()[0]]).toEqual([8, 16]);
    own.dispose();
  });

  test("whose name is unknown is refused", async () => {
    await expect(trained({ optimizer: JSON.parse('"adma"') })).rejects.toThrow('fit: optimizer must be one of adam, adamW, sgd, rmsprop, or an optimizer such as tf.train.momentum(0.01, 0.9), got "adma"');
  });
});

describe("a schedule", () => {
  test("sets the rate of every step, for optimizers that hold it on the device and for those that hold a number", async () => {
    const learningRate = warmUp({ steps: 5 }, cosine({ from: 0.04, to: 0.01, epochs: 2 }));
    const last = [7, 15, 23].map((step) => learningRate.rate({ step, epoch: 1, stepsPerEpoch: 8, validationLoss: [] }));
    for (const optimizer of ["adam", "sgd", tf.train.momentum(1, 0.5)] as const) {
      const { history } = await trained({ optimizer, learningRate });
      expect(history.learningRate).toEqual(last);
    }
  });

  test("of one rate is that rate", async () => {
    const flat = cosine({ from: 0.02, to: 0.02, epochs: 1 });
    for (const optimizer of ["adam", "sgd"] as const) {
      expect((await trained({ optimizer, learningRate: flat })).weights).toEqual((await trained({ optimizer, learningRate: 0.02 })).weights);
    }
  });

  test("on plateaus lowers the rate when the validation loss stays", async () => {
    const { history } = await trained({ optimizer: "sgd", learningRate: plateau({ from: 1e-4, patience: 1, factor: 0.5, minDelta: 1 }), epochs: 4 });
    expect(history.learningRate).toEqual([1e-4, 1e-4, 5e-5, 2.5e-5]);
  });
});

test("the norm of the gradients is in the history and in the events where it is asked for", async () => {
  const norms: (number | undefined)[] = [];
  const { history } = await trained({ clipping: { globalNorm: 0.1 }, onProgress: ({ gradientNorm }) => norms.push(gradientNorm) });
  expect(history.gradientNorm).toEqual(norms);
  expect(norms.every((norm) => norm !== undefined && norm > 0)).toBe(true);
  expect((await trained()).history).not.toHaveProperty("gradientNorm");
  expect((await trained({ gradientNorm: true })).weights).toEqual((await trained()).weights);
});

test("penalties of regularizers count in training and in validation", async () => {
  const build = (l2: number) => tf.sequential({ layers: [tf.layers.flatten({ inputShape: [train.lookback, train.features] }), dense({ units: 1, key: randomKey(1) }), tf.layers.dense({ units: 1, kernelInitializer: "ones", kernelRegularizer: tf.regularizers.l2({ l2 }) })] });
  const options = { key: randomKey(1), epochs: 1, optimizer: "sgd", learningRate: 1e-9 } as const;
  const [with_, without] = [await fit(build(0.5), train, validation, options), await fit(build(0), train, validation, options)];
  expect(with_.loss[0]! - without.loss[0]!).toBeCloseTo(0.5, 5);
  expect(with_.validationLoss[0]! - without.validationLoss[0]!).toBeCloseTo(0.5, 5);
});

test("a forecaster passes its options on, and a quantile is one of the target's own unit", async () => {
  let history: History | undefined;
  const scaled = { ...train, targets: train.targets.map((y) => 100 + 10 * y) };
  const forecaster = networkForecaster(lstmNetwork({ units: [4], dropoutRate: 0 }), { loss: quantile(0.9), optimizer: "adamW", learningRate: cosine({ from: 0.05, to: 0.01, epochs: 30 }), clipping: { value: 1 }, epochs: 30, onHistory: (made) => (history = made) });
  const fitted = await forecaster.fit(scaled, { ...validation, targets: validation.targets.map((y) => 100 + 10 * y) }, { key: randomKey(1) });
  expect(history?.gradientNorm?.length).toBe(30);
  const forecast = fitted.predict(scaled);
  const share = scaled.targets.filter((y, n) => y <= forecast[n]!).length / train.count;
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeLessThan(0.99);
  fitted.dispose();
});
