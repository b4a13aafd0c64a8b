import { beforeAll, expect, test } from "vitest";
import { outputsOf } from "../../tensorflow/layers/layers.fixture.ts";
import { startEngine, tf, type layers, type Tensor } from "../../tensorflow/index.ts";
import { averagedAttention, sharedSum } from "./averagedAttention.ts";
import { fromLevel } from "./fromLevel.ts";
import { gatedLinearUnit } from "./gatedLinearUnit.ts";
import { gelu } from "./gelu.ts";
import { instanceNormalized, instanceRestored, instanceStatistics } from "./instanceNormalization.ts";
import { interpolation } from "./interpolation.ts";
import { lastStep } from "./lastStep.ts";
import { movingAverage } from "./movingAverage.ts";
import { oneOf } from "./oneOf.ts";
import { patches, unfolded } from "./patches.ts";
import { positionalEncoding } from "./positionalEncoding.ts";
import { through } from "./through.ts";

beforeAll(async () => void (await startEngine()));

const applied = (layer: layers.Layer, ...inputs: Tensor[]) => outputsOf(layer, inputs.length === 1 ? inputs[0]! : inputs)[0]!;
const near = (tensor: Tensor, values: readonly number[]) => {
  expect(tensor.size).toBe(values.length);
  tensor.dataSync().forEach((value, k) => expect(value).toBeCloseTo(values[k]!, 5));
};
const series = (...values: number[]) => tf.tensor3d(values, [1, 1, values.length]);

test("a moving average of three repeats the ends of the window", () => {
  near(applied(movingAverage({ width: 3 }), series(3, 6, 12, 0)), [4, 7, 6, 4]);
});

test("a moving average of an even number of steps reaches one step further ahead than back, as the mean of a padded series does", () => {
  near(applied(movingAverage({ width: 2 }), series(2, 4, 8)), [3, 6, 8]);
});

test("a moving average wider than the window is finite", () => {
  near(applied(movingAverage({ width: 5 }), series(1, 2)), [1.4, 1.6]);
});

test("patches overlap and the last value is repeated behind the end", () => {
  const cut = applied(patches({ length: 3, stride: 2 }), series(1, 2, 3, 4, 5, 6));
  expect(cut.shape).toEqual([1, 3, 3]);
  near(cut, [1, 2, 3, 3, 4, 5, 5, 6, 6]);
  near(applied(unfolded({ series: 1 }), cut), [1, 2, 3, 3, 4, 5, 5, 6, 6]);
});

test("interpolation stands its knots in the middle of equal parts and is level beyond them", () => {
  near(applied(interpolation({ knots: 2, steps: 4 }), tf.tensor2d([[0, 8]])), [0, 2, 6, 8]);
  near(applied(interpolation({ knots: 1, steps: 3 }), tf.tensor2d([[5]])), [5, 5, 5]);
  near(applied(interpolation({ knots: 2, steps: 2 }), tf.tensor2d([[1, 2, 3, 4]])), [1, 2, 3, 4]);
});

test("a window freed of its level and width gets them back", () => {
  const x = tf.tensor3d([1, 3, 10, 10], [1, 2, 2]);
  const statistics = applied(instanceStatistics({}), x);
  near(statistics, [2, Math.sqrt(1 + 1e-5), 10, Math.sqrt(1e-5)]);
  const z = applied(instanceNormalized({}), x, statistics);
  near(z, [-1 / Math.sqrt(1 + 1e-5), 1 / Math.sqrt(1 + 1e-5), 0, 0]);
  near(applied(instanceRestored({}), z, statistics), [1, 3, 10, 10]);
});

test("positions are sines and cosines that turn more slowly from pair to pair", () => {
  near(applied(positionalEncoding({}), tf.zeros([1, 2, 4])), [0, 1, 0, 1, Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01)]);
});

test("the averaged attention is softmax of q k / √D, its mean over heads, and weighs the values", () => {
  const q = tf.tensor2d([[Math.LN2, 0]]); // two heads of one number: the first asks, the second does not
  const k = tf.tensor3d([1, 5, 0, 7], [1, 2, 2]);
  const shares = applied(averagedAttention({ heads: 2 }), q, k);
  near(shares, [(2 / 3 + 1 / 2) / 2, (1 / 3 + 1 / 2) / 2]);
  near(applied(sharedSum({}), shares, tf.tensor3d([12, 0, 0, 24], [1, 2, 2])), [7, 10]);
});

test("a gate shut lets nothing through, half open the half; GELU is x Φ(x)", () => {
  near(applied(gatedLinearUnit({}), tf.tensor2d([[0, -200, 6, 6]])), [3, 0]);
  near(applied(gelu({}), tf.tensor1d([-1, 0, 1])), [-0.158655, 0, 0.841345]);
});

test.each([{ name: "GELU", layer: () => gelu({}), size: 4 }, { name: "the gated linear unit", layer: () => gatedLinearUnit({}), size: 4 }])("$name has the gradient of differences", ({ layer, size }) => {
  const x = tf.tensor2d([Array.from({ length: size }, (_, k) => Math.sin(k + 1))]);
  const sum = (input: Tensor) => tf.sum(tf.square(applied(layer(), input)));
  const gradient = tf.grad(sum)(x).dataSync();
  for (let k = 0; k < size; k++) {
    const nudge = tf.oneHot(tf.tensor1d([k], "int32"), size).mul(1e-2);
    const difference = tf.sub(sum(tf.add(x, nudge)), sum(tf.sub(x, nudge))).dataSync()[0]! / 2e-2;
    expect(gradient[k]).toBeCloseTo(difference, 3);
  }
});

test("single steps, series and levels are picked by place", () => {
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6], [1, 3, 2]);
  near(applied(lastStep({}), x), [5, 6]);
  near(applied(oneOf({ place: 1 }), x), [3, 4]);
  near(applied(fromLevel({ place: 0 }), tf.tensor3d([10, 20], [1, 2, 1]), x), [15, 25]);
});

test("a layer that needs known axes says which shape it got, and a chain what gives no single tensor", () => {
  const open = tf.input({ shape: [null, 2] });
  expect(() => through(open, lastStep({ name: "last" }))).toThrow("lastStep: the input needs 3 axes, all known but the batch; got the shape [B, B, 2]. Give the window's steps and columns.");
  expect(() => through([open, open])).toThrow("through: several tensors were given and no layer that joins them");
});
