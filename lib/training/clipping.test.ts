import { beforeAll, describe, expect, test } from "vitest";
import { startEngine, tf } from "../tensorflow/index.ts";
import { checkClipping, clip, globalNorm, type Clipping } from "./clipping.ts";
import reference from "./reference.json" with { type: "json" };

beforeAll(async () => void (await startEngine()));

const gradients = () => reference.gradients.map((values) => tf.tensor(values));
const cases: [keyof typeof reference.clipped, Clipping][] = [["globalNorm", { globalNorm: 1.5 }], ["norm", { norm: 1.5 }], ["value", { value: 0.5 }]];

describe.each(cases)("clipping by %s", (name, clipping) => {
  test("gives the gradients that Keras gives", () => {
    clip(gradients(), clipping).forEach((gradient, k) => {
      const theirs = tf.tensor(reference.clipped[name][k]!);
      expect(tf.max(tf.abs(tf.sub(gradient, theirs))).dataSync()[0]!).toBeLessThan(1e-6);
    });
  });
});

test("gradients inside the bound stay as they are, to the last bit", () => {
  for (const clipping of [{ globalNorm: 100 }, { norm: 100 }, { value: 100 }]) {
    clip(gradients(), clipping).forEach((gradient, k) => expect(gradient.dataSync()).toEqual(gradients()[k]!.dataSync()));
  }
});

test("after clipping by the global norm, the norm is the bound", () => {
  expect(globalNorm(clip(gradients(), { globalNorm: 0.7 })).dataSync()[0]!).toBeCloseTo(0.7, 6);
});

test("gradients of 0 stay 0", () => {
  for (const clipping of [{ globalNorm: 1 }, { norm: 1 }]) expect(clip([tf.zeros([3])], clipping)[0]!.dataSync()).toEqual(new Float32Array(3));
});

test("a bound out of range, two bounds or an unknown one are refused", () => {
  expect(() => checkClipping({ norm: 0 })).toThrow("fit: clipping.norm must be positive, got 0");
  expect(() => checkClipping(JSON.parse('{"globalNorm":1,"value":1}'))).toThrow("fit: clipping must be one of { globalNorm }, { norm } or { value }, got { globalNorm, value }");
  expect(() => checkClipping(JSON.parse('{"globalNrom":1}'))).toThrow("got { globalNrom }");
});
