import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { largestDifference, startEngine, tf, type Tensor } from "../index.ts";
import { hasNativeOps } from "../native.ts";
import { attention } from "./attention.ts";
import { attentionOp } from "./attentionOp.ts";
import { drawn } from "./layers.fixture.ts";

beforeAll(async () => void (await startEngine()));

const cases = fc.record({
  batch: fc.integer({ min: 1, max: 5 }),
  steps: fc.integer({ min: 1, max: 70 }),
  heads: fc.integer({ min: 1, max: 3 }),
  width: fc.integer({ min: 1, max: 70 }),
  causal: fc.boolean(),
  isMasked: fc.boolean(),
  isDropped: fc.boolean(),
  seed: fc.nat(1000),
});

test("gives the same numbers as one op and in plain ops, forward and in its gradient, whatever the sizes", () => {
  if (!hasNativeOps()) return expect(() => attentionOp({ projected: drawn([1, 1, 3, 1, 1], 1), causal: false })).toThrow("this op needs the native engine");
  fc.assert(
    fc.property(cases, ({ batch, causal, heads, isDropped, isMasked, seed, steps, width }) => {
      tf.tidy(() => {
        const projected = drawn([batch, steps, 3, heads, width], seed);
        const random = (shape: number[], k: number) => tf.cast(tf.greater(drawn(shape, seed + k), 0), "float32");
        const mask = isMasked ? random([batch, steps], 1) : undefined;
        const dropout = isDropped ? tf.mul(random([batch, heads, steps, steps], 2), 2) : undefined;
        const toward = drawn([batch, steps, heads, width], seed + 3);
        const [one, plain] = [attentionOp, attention].map((route) => {
          const run = (x: Tensor) => route({ projected: x, causal, mask, dropout });
          return { output: run(projected), gradient: tf.grad((x) => tf.sum(tf.mul(run(x), toward)))(projected) };
        });
        expect(largestDifference(one!.output, plain!.output)).toBeLessThan(1e-5);
        expect(largestDifference(one!.gradient, plain!.gradient)).toBeLessThan(1e-5);
      });
    }),
    { numRuns: 40, seed: 1 },
  );
});

test("gives 0 for a step that may see nothing", () => {
  const projected = drawn([1, 3, 3, 1, 2], 1);
  const mask = tf.tensor2d([[0, 1, 1]]);
  for (const route of hasNativeOps() ? [attention, attentionOp] : [attention]) {
    expect(Array.from(tf.slice(route({ projected, causal: true, mask }), [0, 0, 0, 0], [1, 1, 1, 2]).dataSync())).toEqual([0, 0]);
  }
});

test("sees no later step where scores are as large as those of prices and volumes that nobody scaled", () => {
  const projected = tf.mul(drawn([1, 4, 3, 1, 2], 1), 1e6);
  const whole = attention({ projected, causal: true });
  const alone = attention({ projected: tf.slice(projected, [0, 0, 0, 0, 0], [1, 2, 3, 1, 2]), causal: true });
  expect(tf.slice(whole, [0, 0, 0, 0], [1, 2, 1, 2]).dataSync()).toEqual(alone.dataSync());
  if (hasNativeOps()) expect(largestDifference(tf.div(attentionOp({ projected, causal: true }), 1e6), tf.div(whole, 1e6))).toBeLessThan(1e-5);
});

test("lets NaN of one sequence through to that sequence alone", () => {
  const projected = tf.concat([tf.fill([1, 2, 3, 1, 2], Number.NaN), drawn([1, 2, 3, 1, 2], 1)]);
  for (const route of hasNativeOps() ? [attention, attentionOp] : [attention]) {
    const output = route({ projected, causal: false }).dataSync();
    expect(output.slice(0, 4).every(Number.isNaN)).toBe(true);
    expect(output.slice(4).every(Number.isFinite)).toBe(true);
  }
});
