import { beforeAll, expect, test } from "vitest";
import { compileStep, startEngine, tf, type Tensor } from "../index.ts";

beforeAll(async () => void (await startEngine()));

test("an axis of one is added in a compiled step as in an eager one, with its gradient, for every type", () => {
  for (const x of [tf.tensor2d([[1, 2, 3]]), tf.tensor2d([[1, 0, 1]], [1, 3], "bool"), tf.tensor2d([[1, 2, 3]], [1, 3], "int32")]) {
    for (const axis of [0, 1, 2, -1]) {
      const step = (input: Tensor) => tf.expandDims(input, axis);
      const compiled = compileStep(step);
      for (let k = 0; k < 4; k++) {
        const [ours, eager] = [compiled(x), step(x)];
        expect([ours.shape, ours.dtype, ours.dataSync()]).toEqual([eager.shape, eager.dtype, eager.dataSync()]);
      }
      compiled.dispose();
    }
  }
  const gradient = compileStep((input: Tensor) => tf.grad((z) => tf.sum(tf.square(tf.expandDims(z, 1))))(input));
  for (let k = 0; k < 4; k++) expect(gradient(tf.tensor1d([1, 2])).dataSync()).toEqual(Float32Array.of(2, 4));
});
