import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, gaussianNoise, startEngine, tf } from "../index.ts";
import { drawn, rebuilt } from "./layers.fixture.ts";

beforeAll(async () => void (await startEngine()));

test("adds nothing outside training", () => {
  const x = drawn([5, 4], 1);
  expect(applyTo(gaussianNoise({ deviation: 0.5, key: randomKey(1) }), x).dataSync()).toEqual(x.dataSync());
});

test("adds noise of mean 0 and of the deviation it was told", () => {
  const noise = applyTo(gaussianNoise({ deviation: 0.5, key: randomKey(1) }), tf.zeros([200, 100]), { training: true });
  const { mean, variance } = tf.moments(noise);
  expect(Math.abs(mean.dataSync()[0]!)).toBeLessThan(0.01);
  expect(Math.sqrt(variance.dataSync()[0]!)).toBeCloseTo(0.5, 2);
});

test("draws other noise at each call, and goes on with the next after it was saved and loaded", () => {
  const x = tf.zeros([4, 3]);
  const layer = gaussianNoise({ deviation: 1, key: randomKey(1) });
  const first = applyTo(layer, x, { training: true }).dataSync();
  const copy = rebuilt(layer, x);
  const second = applyTo(layer, x, { training: true }).dataSync();
  expect(second).not.toEqual(first);
  expect(applyTo(copy, x, { training: true }).dataSync()).toEqual(second);
});

test("refuses a negative deviation", () => {
  expect(() => gaussianNoise({ deviation: -1, key: randomKey(1) })).toThrow("gaussianNoise: deviation must be a number ≥ 0, got -1");
});
