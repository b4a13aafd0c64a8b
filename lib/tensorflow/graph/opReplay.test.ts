import { beforeAll, expect, test } from "vitest";
import { compileStep, startEngine, tf, type Tensor } from "../index.ts";

beforeAll(async () => void (await startEngine()));

/** Short steps, which run op by op, in ways in which that could go wrong. */
const weights = () => tf.variable(tf.tensor2d([[1, 2], [3, 4]]));
const steps: Readonly<Record<string, (x: Tensor, w: Tensor) => Tensor | Tensor[]>> = {
  "a product": (x, w) => tf.matMul(x.as2D(1, 2), w.as2D(2, 2)),
  "reshapes to and fro": (x) => tf.reshape(tf.reshape(tf.neg(tf.reshape(tf.reshape(x, [2, 1]), [1, 2])), [2]), [1, 1, 2]),
  "a reshape that ends where it began": (x) => tf.add(tf.reshape(tf.reshape(x, [2, 1, 1]), [2]), 1),
  "the second of several outputs": (x) => tf.neg(tf.split(x, 2)[1]!),
  "several outputs": (x) => tf.split(tf.mul(x, 2), 2),
  "one output and what is made of it": (x) => {
    const square = tf.square(x);
    return [square, tf.add(square, 1)];
  },
  "the same tensor twice": (x) => {
    const twice = tf.mul(x, 2);
    return [twice, twice];
  },
  "its argument, reshaped to its own shape": (x) => tf.reshape(x, [2]),
  "a constant": (x) => tf.concat([x, tf.tensor1d([7, 8])]),
  "a Boolean and a whole number": (x) => [tf.greater(x, 1), tf.cast(x, "int32")],
};

for (const [name, step] of Object.entries(steps)) {
  test(`a short step gives its own numbers, and leaves no tensor behind: ${name}`, () => {
    const w = weights();
    const compiled = compileStep((x: Tensor) => step(x, w));
    const values = (result: Tensor | Tensor[]) => [result].flat().map((tensor) => ({ type: tensor.dtype, shape: tensor.shape, values: Array.from(tensor.dataSync()) }));
    const x = tf.tensor1d([1, 5]);
    for (let k = 0; k < 4; k++) tf.tidy(() => void compiled(x));
    const before = tf.memory();
    const native = numTensors();
    for (let k = 0; k < 3; k++) {
      tf.tidy(() => {
        const other = tf.tensor1d([k, 2 - k]);
        expect(values(compiled(other))).toEqual(values(step(other, w)));
      });
    }
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(numTensors()).toBe(native);
    compiled.dispose();
    tf.dispose([x, w]);
  });
}

/** Tensors that live in TensorFlow itself, which tfjs cannot count. */
function numTensors(): number {
  const backend: unknown = tf.backend();
  const counts = typeof backend === "object" && backend !== null && "binding" in backend ? backend.binding : undefined;
  return hasCount(counts) ? counts.getNumOfTensors() : 0;
}

function hasCount(value: unknown): value is { getNumOfTensors(): number } {
  return typeof value === "object" && value !== null && "getNumOfTensors" in value;
}
