import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { blockGru } from "./blockGru.ts";
import { applyTo, gru, gruLoop, largestDifference, startEngine, tf } from "../index.ts";
import { drawn, rebuilt, weightGradients } from "./layers.fixture.ts";
import { isNative } from "../native.ts";

const [B, T, F, H] = [3, 7, 2, 5];

beforeAll(async () => void (await startEngine()));

test("gives the numbers of the stock layer with the same weights, forward and in its gradients", () => {
  const x = drawn([B, T, F], 1);
  const ours = gru({ units: H, returnSequences: true, key: randomKey(2) });
  const stock = tf.layers.gru({ units: H, returnSequences: true, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" });
  applyTo(ours, x);
  applyTo(stock, x);
  ours.setWeights([ours.getWeights()[0]!, ours.getWeights()[1]!, drawn([3 * H], 9)]);
  stock.setWeights(ours.getWeights());
  expect(largestDifference(applyTo(ours, x), applyTo(stock, x))).toBeLessThan(1e-6);
  const [mine, theirs] = [weightGradients(ours, x), weightGradients(stock, x)];
  for (let k = 0; k < 3; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-5);
});

test("has the gradients of the plain loop, by its input too", () => {
  const values = [drawn([T, B, F], 1), drawn([F, 3 * H], 2), drawn([H, 3 * H], 3), drawn([3 * H], 4)];
  if (!isNative()) return expect(() => blockGru(values[0]!, values[1]!, values[2]!, values[3]!)).toThrow("this op needs the native engine");
  const weight = drawn([T, B, H], 5);
  const fused = tf.grads((x, w, u, b) => tf.sum(tf.mul(blockGru(x!, w!, u!, b!), weight)))(values);
  const plain = tf.grads((x, w, u, b) => tf.sum(tf.mul(gruLoop(x!, w!, u!, b!), weight)))(values);
  for (let k = 0; k < 4; k++) expect(largestDifference(fused[k]!, plain[k]!)).toBeLessThan(1e-5);
});

test("comes back from its configuration with the same output", () => {
  const x = drawn([B, T, F], 1);
  const layer = gru({ units: H, key: randomKey(2) });
  const output = applyTo(layer, x);
  expect(output.shape).toEqual([B, H]);
  expect(applyTo(rebuilt(layer, x), x).dataSync()).toEqual(output.dataSync());
});

test("takes a sequence of one step and a batch of one", () => {
  expect(applyTo(gru({ units: H, key: randomKey(2) }), drawn([1, 1, F], 1)).shape).toEqual([1, H]);
});
