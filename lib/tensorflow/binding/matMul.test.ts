import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { largestDifference, startEngine, tf, withPlainRoutes, type Tensor } from "../index.ts";
import { drawn } from "../layers/layers.fixture.ts";
import { hasNativeOps, isNative, nativeBackend, runOp } from "../native.ts";

beforeAll(async () => void (await startEngine()));

const size = fc.integer({ min: 1, max: 70 });
const shapes = fc.record({ batch: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }), rows: size, depth: size, columns: size, transposeA: fc.boolean(), transposeB: fc.boolean() });

test("gives TensorFlow's product of matrices of any shape, either side transposed, along any leading axes", () => {
  fc.assert(fc.property(shapes, ({ batch, columns, depth, rows, transposeA, transposeB }) => tf.tidy(() => {
    const a = drawn([...batch, ...(transposeA ? [depth, rows] : [rows, depth])], 1);
    const b = drawn([...batch, ...(transposeB ? [columns, depth] : [depth, columns])], 2);
    const ours = tf.matMul(a, b, transposeA, transposeB);
    const theirs = withPlainRoutes(() => tf.matMul(a, b, transposeA, transposeB));
    expect(ours.shape).toEqual([...batch, rows, columns]);
    expect(largestDifference(ours, theirs)).toBeLessThan(2e-5);
  })), { seed: 1, numRuns: 150 });
});

test("sums a shared axis longer than one pass", () => {
  const [a, b] = [drawn([9, 2500], 1), drawn([2500, 70], 2)];
  expect(largestDifference(tf.matMul(a, b), withPlainRoutes(() => tf.matMul(a, b)))).toBeLessThan(1e-3);
  expect(largestDifference(tf.matMul(drawn([2500, 130], 3), drawn([2500, 40], 4), true), withPlainRoutes(() => tf.matMul(drawn([2500, 130], 3), drawn([2500, 40], 4), true)))).toBeLessThan(1e-3);
});

test("gives the same bits each time", () => {
  const [a, b] = [drawn([1920, 64], 1), drawn([1920, 256], 2)];
  const first = tf.matMul(a, b, true).dataSync();
  for (let k = 0; k < 5; k++) expect(tf.matMul(a, b, true).dataSync()).toEqual(first);
});

test("has the gradient of a product", () => {
  const [a, b] = [drawn([2, 5, 7], 1), drawn([2, 7, 3], 2)];
  const gradients = () => tf.grads((x: Tensor, y: Tensor) => tf.sum(tf.square(tf.matMul(x, y))))([a, b]);
  const [ours, theirs] = [gradients(), withPlainRoutes(gradients)];
  for (const k of [0, 1]) expect(largestDifference(ours[k]!, theirs[k]!)).toBeLessThan(1e-4);
});

test("broadcasts leading axes, and multiplies whole numbers, as TensorFlow does", () => {
  expect(tf.matMul(drawn([3, 2, 4], 1), drawn([1, 4, 2], 2)).shape).toEqual([3, 2, 2]);
  if (hasNativeOps()) expect(tf.matMul(tf.tensor2d([[1, 2]], [1, 2], "int32"), tf.tensor2d([[3], [4]], [2, 1], "int32")).dataSync()).toEqual(Int32Array.of(11));
});

test("carries what is no number to where it belongs, and nowhere else", () => {
  const product = tf.matMul(tf.tensor2d([[NaN, 1], [1, 1]]), tf.tensor2d([[1, 2, 3], [1, 2, 3]])).arraySync();
  expect(product).toEqual([[NaN, NaN, NaN], [2, 4, 6]]);
});

test("gives zeros over an empty shared axis and nothing for no rows", () => {
  if (isNative()) expect(tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 2])).arraySync()).toEqual([[0, 0], [0, 0]]); // wasm leaves its memory as it was
  expect(tf.matMul(tf.zeros([0, 2]), tf.zeros([2, 3])).shape).toEqual([0, 3]);
});

test("refuses matrices that do not fit, in the op as well", () => {
  if (!hasNativeOps()) return expect(() => tf.matMul(drawn([2, 3], 1), drawn([2, 3], 1))).toThrow("inner shapes");
  const { binding } = nativeBackend();
  const flag = (name: string) => ({ name, type: binding.TF_ATTR_INT, value: 0 });
  expect(() => runOp("MarketbookMatMul", [flag("transpose_a"), flag("transpose_b")], [drawn([2, 3], 1), drawn([2, 3], 1)], 1)).toThrow("the shared axes have 3 and 2 elements");
  expect(() => runOp("MarketbookMatMul", [flag("transpose_a"), flag("transpose_b")], [drawn([2, 3], 1), drawn([3], 1)], 1)).toThrow("a and b need the same leading axes");
});
