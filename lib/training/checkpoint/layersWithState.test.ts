import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { randomKey, split } from "../../random/index.ts";
import { bidirectional, dense, dropout, gaussianNoise, gru, layerNormalization, lstm, multiHeadAttention, spatialDropout1d, startEngine, tf } from "../../tensorflow/index.ts";
import { fit } from "../index.ts";
import { plantedWindows } from "../planted.fixture.ts";

const train = plantedWindows(100, 1);
const validation = plantedWindows(40, 2);
const key = (name: string) => split(randomKey(1), name);

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

/** Every layer of the library that keeps something between two steps, and TensorFlow.js's batch normalization. */
const build = () =>
  tf.sequential({
    layers: [
      bidirectional(lstm({ units: 3, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2, key: key("lstm") }), { inputShape: [train.lookback, train.features] }), // [B, T, 6]
      gaussianNoise({ deviation: 0.1, key: key("noise") }),
      tf.layers.batchNormalization({}),
      multiHeadAttention({ heads: 2, keyDim: 3, dropout: 0.2, key: key("attention") }),
      layerNormalization({}),
      spatialDropout1d({ rate: 0.2, key: key("spatial") }),
      gru({ units: 3, recurrentDropout: 0.2, key: key("gru") }), // [B, 3]
      dropout({ rate: 0.2, key: key("dropout") }),
      dense({ units: 1, key: key("head") }), // [B, 1]
    ],
  });

test("a stopped fit goes on to the same bits with every layer that keeps something between steps", async () => {
  const folder = await mkdtemp(join(tmpdir(), "marketbook-"));
  const options = { key: randomKey(1), epochs: 3, batchSize: 16, learningRate: 0.01 };
  const fitted = async (more: Partial<Parameters<typeof fit>[3]> = {}) => {
    const model = build();
    const history = await fit(model, train, validation, { ...options, ...more });
    return { history, weights: model.getWeights().map((weight) => Array.from(weight.dataSync())) };
  };
  const whole = await fitted();
  const stop = new AbortController();
  let now = 0;
  const clock = () => (++now > 25 && stop.abort(new Error("enough")), now * 1000);
  await expect(fitted({ checkpoint: { folder }, signal: stop.signal, clock })).rejects.toThrow("enough");
  expect(await fitted({ checkpoint: { folder }, resume: true })).toEqual(whole);
  await rm(folder, { recursive: true });
});
