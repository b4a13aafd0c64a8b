import { beforeAll, expect, test, vi } from "vitest";
import { lstmNetwork } from "../models/index.ts";
import { randomKey } from "../random/index.ts";
import { applyTo, dense, startEngine, tf } from "../tensorflow/index.ts";
import { selectWindows } from "../windows/index.ts";
import { predict, predictor } from "./index.ts";
import { plantedWindows } from "./planted.fixture.ts";
import { CHUNK } from "./predictor.ts";

const windows = plantedWindows(2 * CHUNK + 5, 1, 3);
const build = () => lstmNetwork({ units: [4] }).build(windows, randomKey(1));

vi.setConfig({ testTimeout: 60_000 });
beforeAll(async () => void (await startEngine()));

test("a prediction is the network's output, one a window, dropout off", () => {
  const model = build();
  const output = applyTo(model, tf.tensor3d(windows.inputs, [windows.count, windows.lookback, windows.features])).dataSync();
  const forecast = predict(model, windows);
  expect(forecast.length).toBe(windows.count);
  forecast.forEach((value, n) => expect(value).toBeCloseTo(output[n]!, 5));
});

test("a predictor gives the same numbers however often it is asked, and follows the weights", () => {
  const model = build();
  const ready = predictor(model);
  const first = ready.predict(windows);
  for (let k = 0; k < 5; k++) expect(ready.predict(windows)).toEqual(first);
  expect(predict(model, windows)).toEqual(first);
  model.setWeights(model.getWeights().map((weight) => (weight.dtype === "int32" ? weight.clone() : weight.mul(0.5))));
  expect(ready.predict(windows)).not.toEqual(first);
  expect(ready.predict(windows)).toEqual(predict(model, windows));
  ready.dispose();
});

test("one window at a time gives what many at once give", () => {
  const ready = predictor(build());
  const together = ready.predict(windows);
  for (let n = 0; n < 6; n++) expect(ready.predict(selectWindows(windows, [n]))[0]!).toBeCloseTo(together[n]!, 5);
  ready.dispose();
});

test("several outputs come row by row", () => {
  const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [3, 2] }), dense({ units: 3, key: randomKey(1) })] });
  const forecast = predict(model, windows);
  expect(forecast.length).toBe(3 * windows.count);
  const second = applyTo(model, tf.tensor3d(windows.inputs.slice(6, 12), [1, 3, 2])).dataSync();
  second.forEach((value, k) => expect(forecast[3 + k]!).toBeCloseTo(value, 5));
});

test("a predictor leaves no tensor behind", () => {
  const model = build();
  const before = tf.memory().numTensors;
  const ready = predictor(model);
  for (let k = 0; k < 5; k++) ready.predict(windows);
  ready.dispose();
  predict(model, plantedWindows(8 * CHUNK + 1, 1, 3));
  expect(tf.memory().numTensors).toBe(before);
});
