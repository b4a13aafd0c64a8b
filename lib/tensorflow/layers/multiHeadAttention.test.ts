import { beforeAll, expect, test } from "vitest";
import { randomKey } from "../../random/index.ts";
import { applyTo, largestDifference, multiHeadAttention, startEngine, tf } from "../index.ts";
import { drawn, outputsOf, rebuilt } from "./layers.fixture.ts";

const [B, T, d] = [3, 6, 4];
const options = { heads: 2, keyDim: 3, key: randomKey(2) };

beforeAll(async () => void (await startEngine()));

test("sees no later step when causal", () => {
  const layer = multiHeadAttention({ ...options, causal: true });
  const x = drawn([B, T, d], 1);
  const later = tf.concat([tf.slice(x, [0, 0, 0], [B, 4, d]), drawn([B, 2, d], 9)], 1);
  const first = (input: typeof x) => tf.slice(applyTo(layer, input), [0, 0, 0], [B, 4, d]);
  expect(largestDifference(first(later), first(x))).toBe(0);
  expect(largestDifference(applyTo(layer, later), applyTo(layer, x))).toBeGreaterThan(1e-3);
});

test("attends to no masked step", () => {
  const layer = multiHeadAttention(options);
  const x = drawn([B, T, d], 1);
  const mask = tf.tensor2d(Array.from({ length: B }, () => [1, 1, 1, 1, 0, 0]), [B, T], "bool");
  const short = tf.slice(x, [0, 0, 0], [B, 4, d]);
  const [masked] = outputsOf(layer, x, { mask });
  expect(largestDifference(tf.slice(masked!, [0, 0, 0], [B, 4, d]), applyTo(layer, short))).toBeLessThan(1e-6);
});

test("with dropout draws other weights at each training call and goes on with the next after it was saved and loaded", () => {
  const layer = multiHeadAttention({ ...options, dropout: 0.5 });
  const x = drawn([B, T, d], 1);
  const first = applyTo(layer, x, { training: true }).dataSync();
  const copy = rebuilt(layer, x);
  const second = applyTo(layer, x, { training: true }).dataSync();
  expect(second).not.toEqual(first);
  expect(applyTo(copy, x, { training: true }).dataSync()).toEqual(second);
});

test("draws its weights from its key and takes one step of one sequence", () => {
  const output = (seed: number) => applyTo(multiHeadAttention({ ...options, key: randomKey(seed) }), drawn([1, 1, d], 1)).dataSync();
  expect(output(1)).toEqual(output(1));
  expect(output(1)).not.toEqual(output(2));
});

test("leaves no tensor behind", () => {
  const layer = multiHeadAttention({ ...options, causal: true, dropout: 0.1 });
  const x = drawn([B, T, d], 1);
  const step = () => tf.tidy(() => void tf.grad((input) => tf.sum(applyTo(layer, input, { training: true })))(x));
  step();
  const before = tf.memory().numTensors;
  step();
  expect(tf.memory().numTensors).toBe(before);
});

test("refuses heads that are no count", () => {
  expect(() => multiHeadAttention({ ...options, heads: 1.5 })).toThrow("multiHeadAttention: heads must be a whole number ≥ 1, got 1.5");
});
