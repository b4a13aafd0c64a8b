import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, dropout, spatialDropout1d, startEngine, tf } from "../index.ts";
import { drawn, rebuilt } from "./layers.fixture.ts";

const x = () => tf.ones([200, 50]);

beforeAll(async () => void (await startEngine()));

test("passes everything on outside training", () => {
  const values = drawn([5, 4], 1);
  expect(applyTo(dropout({ rate: 0.5, key: randomKey(1) }), values).dataSync()).toEqual(values.dataSync());
});

test("drops the share it was told and scales the rest, so that the mean stays", () => {
  const output = applyTo(dropout({ rate: 0.3, key: randomKey(1) }), x(), { training: true }).dataSync();
  const dropped = output.filter((value) => value === 0).length / output.length;
  expect(dropped).toBeGreaterThan(0.28);
  expect(dropped).toBeLessThan(0.32);
  expect(output.find((value) => value !== 0)).toBeCloseTo(1 / 0.7, 5);
});

test("draws another mask at each call, and the same masks in each run", () => {
  const run = (seed: number) => {
    const layer = dropout({ rate: 0.5, key: randomKey(seed) });
    return [applyTo(layer, x(), { training: true }).dataSync(), applyTo(layer, x(), { training: true }).dataSync()];
  };
  const [first, second] = run(1);
  expect(first).not.toEqual(second);
  expect(run(1)).toEqual([first, second]);
  expect(run(2)[0]).not.toEqual(first);
});

test("goes on with the next mask after it was saved and loaded", () => {
  const layer = dropout({ rate: 0.5, key: randomKey(1) });
  applyTo(layer, x(), { training: true });
  const copy = rebuilt(layer, x());
  expect(applyTo(copy, x(), { training: true }).dataSync()).toEqual(applyTo(layer, x(), { training: true }).dataSync());
});

test("lets the gradient through where it let the value through", () => {
  const values = tf.variable(tf.ones([4, 50]));
  const output = applyTo(dropout({ rate: 0.5, key: randomKey(3) }), values, { training: true }).dataSync();
  const layer = dropout({ rate: 0.5, key: randomKey(3) });
  const { grads } = tf.variableGrads(() => tf.sum(applyTo(layer, values, { training: true })).asScalar(), [values]);
  expect(Object.values(grads)[0]!.dataSync()).toEqual(output);
});

test("refuses a rate outside 0 to 1", () => {
  expect(() => dropout({ rate: 1, key: randomKey(1) })).toThrow("dropout: rate must be in [0, 1), got 1");
});

test("of whole features keeps or drops a feature at all steps", () => {
  const output = applyTo(spatialDropout1d({ rate: 0.5, key: randomKey(1) }), tf.ones([20, 7, 5]), { training: true });
  const [least, most] = [tf.min(output, 1), tf.max(output, 1)];
  expect(least.dataSync()).toEqual(most.dataSync());
  expect(new Set(most.dataSync())).toEqual(new Set([0, 2]));
});
