import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { startEngine, tf } from "../../tensorflow/index.ts";
import { drawn, outputsOf } from "../../tensorflow/layers/layers.fixture.ts";
import { dynamicLag, lagsOf, lstmNetwork } from "../index.ts";
import { softlyLagged, softMask } from "./softLag.ts";

beforeAll(async () => void (await startEngine()));

test("a mask is a softmax of the scores, sharper at a lower temperature", () => {
  const scores = tf.tensor2d([[0, Math.log(3)]]);
  const at = (temperature: number) => Array.from(outputsOf(softMask({ temperature }), scores)[0]!.dataSync()).map((share) => share.toFixed(4));
  expect(at(1)).toEqual(["0.2500", "0.7500"]);
  expect(at(0.5)).toEqual(["0.1000", "0.9000"]);
  expect(at(1e6)).toEqual(["0.5000", "0.5000"]);
});

test("lag 1 is the last step, lag L the L-th from the end, shares between them mix the two", () => {
  const x = tf.tensor3d([[[1], [2], [3], [4]]]);
  const at = (mask: number[]) => outputsOf(softlyLagged({}), [x, tf.tensor2d([mask])])[0]!.dataSync()[0];
  expect(at([1, 0, 0])).toBe(4);
  expect(at([0, 0, 1])).toBe(2);
  expect(at([0.5, 0, 0.5])).toBe(3);
});

const windows = { inputs: Float32Array.from(drawn([20, 6, 2], 1).dataSync()), targets: new Float32Array(20), rows: new Int32Array(20), count: 20, lookback: 6, features: 2, columns: ["a", "b"], horizon: 1 };

test("the lag that is read out is the rounded, smoothed mean of the mask, and smoothing looks back alone", () => {
  const model = dynamicLag({ maxLag: 5, units: 3 }).build(windows, randomKey(1));
  const { expected, mask, maxLag, mean, rounded, smoothed } = lagsOf(model, windows, { span: 3 });
  expect(maxLag).toBe(5);
  for (let n = 0; n < 20; n++) {
    const shares = mask.subarray(5 * n, 5 * n + 5);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect(expected[n]).toBeCloseTo(shares.reduce((sum, share, k) => sum + (k + 1) * share, 0), 12);
    expect(smoothed[n]).toBeCloseTo(n === 0 ? expected[0]! : 0.5 * (smoothed[n - 1]! + expected[n]!), 12);
    expect(rounded[n]).toBe(Math.round(smoothed[n]!));
  }
  for (let k = 0; k < 5; k++) expect(mean[k]).toBeCloseTo(Array.from({ length: 20 }, (_, n) => mask[5 * n + k]!).reduce((sum, share) => sum + share, 0) / 20, 12);
  expect(lagsOf(model, windows, { span: 1 }).smoothed).toEqual(expected);
});

test("a network that chooses no lag is refused, and a span that is none", () => {
  const model = lstmNetwork({ units: [3] }).build(windows, randomKey(1));
  expect(() => lagsOf(model, windows)).toThrow("chooses no lag; its layers are lstm_1, dropout_1, head. Give a network of dynamicLag or dynamicLagLstm.");
  expect(() => lagsOf(model, windows, { span: 0 })).toThrow("lagsOf: span must be ≥ 1, got 0");
});
