import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { glorotUniform, heNormal, seededNormal, seededUniform, startEngine, tf } from "../index.ts";

beforeAll(async () => void (await startEngine()));

const draws = { uniform: seededUniform, normal: seededNormal };

test.each(["uniform", "normal"] as const)("%s numbers depend on the seed and the counter alone", (kind) => {
  const draw = (seed: number, counter: number) => draws[kind]([4, 3], seed, tf.scalar(counter, "int32")).dataSync();
  expect(draw(1, 0)).toEqual(draw(1, 0));
  expect(draw(1, 1)).not.toEqual(draw(1, 0));
  expect(draw(2, 0)).not.toEqual(draw(1, 0));
});

test.each([{ kind: "uniform", mean: 1 / 2, variance: 1 / 12 }, { kind: "normal", mean: 0, variance: 1 }] as const)(
  "$kind numbers have the mean and the variance of their law",
  ({ kind, mean, variance }) => {
    const moments = tf.moments(draws[kind]([40_000], 3, tf.scalar(7, "int32")));
    expect(Math.abs(moments.mean.dataSync()[0]! - mean)).toBeLessThan(0.02);
    expect(Math.abs(moments.variance.dataSync()[0]! - variance)).toBeLessThan(0.03);
  },
);

test("initializers draw from their key, with the spread of their law", () => {
  const glorot = (seed: number) => glorotUniform(randomKey(seed)).apply([60, 40]);
  expect(glorot(1).dataSync()).toEqual(glorot(1).dataSync());
  expect(glorot(1).dataSync()).not.toEqual(glorot(2).dataSync());
  const limit = Math.sqrt(6 / 100);
  const most = tf.max(tf.abs(glorot(1))).dataSync()[0]!;
  expect(most).toBeLessThanOrEqual(limit);
  expect(most).toBeGreaterThan(0.95 * limit);
  const { variance } = tf.moments(heNormal(randomKey(1)).apply([100, 100]));
  expect(variance.dataSync()[0]! / (2 / 100)).toBeGreaterThan(0.7);
  expect(variance.dataSync()[0]! / (2 / 100)).toBeLessThan(1.1);
});
