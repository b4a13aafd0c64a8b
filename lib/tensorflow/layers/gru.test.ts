import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, gru, largestDifference, startEngine, tf } from "../index.ts";
import { drawn, rebuilt, ROUTES, weightGradients } from "./layers.fixture.ts";

const [B, T, F, H] = [3, 7, 2, 5];

beforeAll(async () => void (await startEngine()));

describe.each(ROUTES)("on $route", ({ run }) => {
  test("gives the numbers of the stock layer with the same weights where the reset gate acts before the product, forward and in its gradients", () => {
    const x = drawn([B, T, F], 1);
    const ours = gru({ units: H, returnSequences: true, resetAfter: false, key: randomKey(2) });
    const stock = tf.layers.gru({ units: H, returnSequences: true, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" });
    applyTo(ours, x);
    applyTo(stock, x);
    ours.setWeights([ours.getWeights()[0]!, ours.getWeights()[1]!, drawn([3 * H], 9)]);
    stock.setWeights(ours.getWeights());
    expect(largestDifference(run(() => applyTo(ours, x)), applyTo(stock, x))).toBeLessThan(1e-6);
    const [mine, theirs] = [run(() => weightGradients(ours, x)), weightGradients(stock, x)];
    for (let k = 0; k < 3; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
  });
});

test("lets the reset gate act after the product unless told otherwise, with a bias for each side", () => {
  const layer = gru({ units: H, key: randomKey(2) });
  applyTo(layer, drawn([B, T, F], 1));
  expect(layer.getWeights().map(({ shape }) => shape)).toEqual([[F, 3 * H], [H, 3 * H], [2, 3 * H]]);
});

test.each([true, false])("comes back from its configuration with the same output, resetAfter %s", (resetAfter) => {
  const x = drawn([B, T, F], 1);
  const layer = gru({ units: H, resetAfter, key: randomKey(2) });
  const output = applyTo(layer, x);
  expect(output.shape).toEqual([B, H]);
  expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
});

test("reads a configuration saved before there was a choice of the reset gate", () => {
  const old = { layers: [{ className: "FusedGru", config: { name: "gru_1", trainable: true, batchInputShape: [null, T, F], dtype: "float32", units: H, returnSequences: false, seed: 5 } }] };
  const model = tf.Sequential.fromConfig(tf.Sequential, { name: "old", ...old });
  expect(model instanceof tf.Sequential && model.getWeights().map(({ shape }) => shape)).toEqual([[F, 3 * H], [H, 3 * H], [3 * H]]);
});
