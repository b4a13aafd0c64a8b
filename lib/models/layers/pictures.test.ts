import { beforeAll, describe, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, largestDifference, startEngine, tf } from "../../tensorflow/index.ts";
import { drawn, rebuilt, weightGradients } from "../../tensorflow/layers/layers.fixture.ts";
import { gramianField } from "../../windows/index.ts";
import { conv2d } from "./conv2d.ts";
import { maxPool1d, maxPool2d } from "./maxPool.ts";
import { gramianPicture, indicatorPicture } from "./pictures.ts";

beforeAll(async () => void (await startEngine()));

describe("a convolution over pictures", () => {
  test.each([3, 5])("gives the numbers of the stock layer with the same weights, forward and in its gradients, kernel %i", (kernelSize) => {
    const x = drawn([2, 7, 5, 3], 1);
    const own = conv2d({ filters: 4, kernelSize, key: randomKey(1) });
    const stock = tf.layers.conv2d({ filters: 4, kernelSize, padding: "same", activation: "relu" });
    for (const layer of [own, stock]) applyTo(layer, x);
    stock.setWeights(own.getWeights());
    expect(largestDifference(applyTo(own, x), applyTo(stock, x))).toBeLessThan(1e-5);
    const [mine, theirs] = [weightGradients(own, x), weightGradients(stock, x)];
    for (let k = 0; k < 2; k++) expect(largestDifference(mine[k]!, theirs[k]!)).toBeLessThan(1e-3);
  });

  test("comes back from its configuration with the same output", () => {
    const x = drawn([2, 6, 6, 1], 1);
    const own = conv2d({ filters: 2, kernelSize: 3, key: randomKey(1) });
    const output = applyTo(own, x);
    expect(applyTo(rebuilt(own, x), x).dataSync()).toEqual(output.dataSync());
  });
});

describe("pooling", () => {
  test("gives the numbers of the stock layers on even sizes", () => {
    const steps = drawn([2, 8, 3], 1);
    const picture = drawn([2, 6, 4, 3], 1);
    expect(largestDifference(applyTo(maxPool1d({}), steps), applyTo(tf.layers.maxPooling1d({ poolSize: 2 }), steps))).toBe(0);
    expect(largestDifference(applyTo(maxPool2d({}), picture), applyTo(tf.layers.maxPooling2d({ poolSize: 2 }), picture))).toBe(0);
  });

  test("leaves the oldest of an odd number of steps out, never the newest", () => {
    const steps = tf.tensor3d([[[9], [1], [2], [5], [3]]]);
    expect(Array.from(applyTo(maxPool1d({}), steps).dataSync())).toEqual([2, 5]);
    const picture = tf.tensor4d([[[[9], [9], [9]], [[9], [1], [2]], [[9], [4], [3]]]]);
    expect(Array.from(applyTo(maxPool2d({}), picture).dataSync())).toEqual([4]);
  });
});

describe("pictures of windows", () => {
  test("of indicators are the window itself with one channel", () => {
    const x = drawn([2, 5, 3], 1);
    const picture = applyTo(indicatorPicture({}), x);
    expect(picture.shape).toEqual([2, 5, 3, 1]);
    expect(picture.dataSync()).toEqual(x.dataSync());
  });

  test("of Gramian fields have a channel a column with the numbers of gramianField; a column that stands still is -1 everywhere", () => {
    const x = tf.concat([drawn([2, 5, 2], 1), tf.fill([2, 5, 1], 3)], 2);
    const [values, all] = [x.dataSync(), applyTo(gramianPicture({}), x).dataSync()];
    for (let n = 0; n < 2; n++) {
      for (let f = 0; f < 3; f++) {
        const expected = gramianField(Float64Array.from({ length: 5 }, (_, t) => values[(n * 5 + t) * 3 + f]!)).values;
        expected.forEach((g, at) => expect(all[(n * 25 + at) * 3 + f]!).toBeCloseTo(g, 5));
      }
    }
  });

  test("have gradients that are finite, also where a step is the highest or a column stands still", () => {
    const x = tf.concat([drawn([2, 5, 2], 1), tf.fill([2, 5, 1], 3)], 2);
    const dx = tf.grad((input) => tf.sum(tf.square(applyTo(gramianPicture({}), input))))(x).dataSync();
    expect(dx.every(Number.isFinite)).toBe(true);
  });
});
