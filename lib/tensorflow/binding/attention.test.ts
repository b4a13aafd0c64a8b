import { beforeAll, describe, expect, test } from "vitest";
import { startEngine, tf, type Tensor } from "../index.ts";
import { hasNativeOps } from "../native.ts";
import { absent, bits, drawn, op } from "./ops.fixture.ts";

beforeAll(async () => void (await startEngine()));

const no = () => tf.scalar(0, "int32");
const forward = (projected: Tensor) => op("MarketbookAttention", [projected, undefined, undefined, no()], 2);

describe.runIf(hasNativeOps())("ops of one layer each", () => {
  test("attention gives the same bits each time, forward and in its gradient", () => {
    const projected = drawn([9, 21, 3, 2, 5], 1);
    const run = () => {
      const [context, weights] = forward(projected);
      return bits([context!, weights!, ...op("MarketbookAttentionGrad", [projected, weights, undefined, context], 1)]);
    };
    expect(run()).toEqual(run());
  });

  test("attention's weights of a step sum to 1, those of a step that sees nothing to 0", () => {
    const mask = tf.tensor2d([[0, 1, 1]]);
    const [, weights] = op("MarketbookAttention", [drawn([1, 3, 3, 2, 4], 1), mask, undefined, tf.scalar(1, "int32")], 2);
    const sums = tf.sum(weights!, 3).dataSync();
    [0, 1, 1, 0, 1, 1].forEach((sum, k) => expect(sums[k]).toBeCloseTo(sum, 6));
  });

  test("attention keeps scores far apart within numbers: the greatest takes all", () => {
    const projected = tf.tensor([1e4, 1e4, 1, 1e4, -1e4, 2], [1, 2, 3, 1, 1]);
    expect(Array.from(forward(projected)[0]!.dataSync())).toEqual([1, 1]);
  });

  test("attention refuses shapes that do not fit, with the input's name and both shapes", () => {
    const projected = drawn([2, 3, 3, 1, 4], 1);
    expect(() => forward(tf.zeros([2, 3, 12]))).toThrow("MarketbookAttention: projected must have 5 axes, its shape is [2, 3, 12]");
    expect(() => forward(tf.zeros([2, 3, 2, 1, 4]))).toThrow("MarketbookAttention: projected must have the shape [2, 3, 3, 1, 4], its shape is [2, 3, 2, 1, 4]");
    expect(() => op("MarketbookAttention", [projected, tf.zeros([3, 2]), absent(), no()], 2)).toThrow("MarketbookAttention: mask must have the shape [2, 3], its shape is [3, 2]");
  });

  test("normalization gives the same bits each time and refuses weights that do not fit", () => {
    const [x, weights] = [drawn([300, 21], 1), drawn([21], 2)];
    const run = () => {
      const [y, unit, inverse] = op("MarketbookNormalization", [x, weights, weights, tf.scalar(1e-3)], 3);
      return bits([y!, ...op("MarketbookNormalizationGrad", [unit, inverse, weights, y], 3)]);
    };
    expect(run()).toEqual(run());
    expect(() => op("MarketbookNormalization", [x, drawn([20], 1), weights, tf.scalar(1)], 3)).toThrow("MarketbookNormalization: gamma must have the shape [21], its shape is [20]");
  });

  test("shifts refuse counts that are none", () => {
    const whole = (value: number) => tf.scalar(value, "int32");
    expect(() => op("MarketbookShifts", [drawn([1, 4, 2], 1), whole(0), whole(1), whole(0), whole(4)], 1)).toThrow("MarketbookShifts: shifts, dilation and steps must be at least 1");
  });
});
