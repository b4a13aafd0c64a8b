import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { startEngine } from "../engine.ts";
import { tf } from "../load.ts";
import { hasNativeOps } from "../native.ts";
import { absent, apart, bits, drawn, drawnMask, op, plainLoop, type Sizes } from "./ops.fixture.ts";

beforeAll(async () => void (await startEngine()));

type Case = Sizes & { readonly masks?: "steps" | "recurrent" | "both" };
const cases: readonly Case[] = [
  { T: 1, B: 1, F: 1, H: 1 },
  { T: 7, B: 3, F: 5, H: 17 },
  { T: 2, B: 33, F: 1, H: 50 },
  { T: 7, B: 33, F: 5, H: 5, masks: "steps" },
  { T: 7, B: 3, F: 5, H: 50, masks: "recurrent" },
  { T: 7, B: 33, F: 5, H: 17, masks: "both" },
  { T: 3, B: 80, F: 70, H: 130, masks: "both" },
];

/** x, kernel, recurrent, bias, h0, c0 of a case. */
function inputsOf({ T, B, F, H }: Sizes): Tensor[] {
  return [drawn([T, B, F], 1), drawn([F, 4 * H], 2), drawn([H, 4 * H], 3), drawn([4 * H], 4), drawn([B, H], 5), drawn([B, H], 6)];
}

function masksOf({ T, B, H, masks }: Case): { readonly mask: Tensor | undefined; readonly recurrentMask: Tensor | undefined } {
  return {
    mask: masks === "steps" || masks === "both" ? drawnMask([T, B], 7) : undefined,
    recurrentMask: masks === "recurrent" || masks === "both" ? tf.mul(drawnMask([B, H], 8), 4 / 3) : undefined,
  };
}

/** The equations in plain ops. */
function plain([x, kernel, recurrent, bias, h0, c0]: readonly Tensor[], mask?: Tensor, recurrentMask?: Tensor) {
  return plainLoop(x!, mask, [h0!, c0!], (row, [h, c]) => {
    const before = recurrentMask ? tf.mul(h!, recurrentMask) : h!;
    const [i, f, g, o] = tf.split(tf.add(tf.add(tf.matMul(row, kernel!), tf.matMul(before, recurrent!)), bias!), 4, 1);
    const cell = tf.add(tf.mul(tf.sigmoid(f!), c!), tf.mul(tf.sigmoid(i!), tf.tanh(g!)));
    return [tf.mul(tf.sigmoid(o!), tf.tanh(cell)), cell];
  });
}

/** dx, dKernel, dRecurrent, dBias, dh0, dc0 by the op, for gradients of all outputs or of the last states alone. */
function gradients(inputs: readonly Tensor[], { mask, recurrentMask }: ReturnType<typeof masksOf>, dh: Tensor | undefined, dhLast: Tensor | undefined, dcLast: Tensor | undefined): Tensor[] {
  const [x, kernel, recurrent, , h0, c0] = inputs;
  const outputs = op("MarketbookLstm", [...inputs, mask, recurrentMask], 3);
  const [dz, ...rest] = op("MarketbookLstmGrad", [x, recurrent, h0, c0, mask, recurrentMask, ...outputs, dh, dhLast, dcLast], 6);
  const [T, B, width] = dz!.shape;
  return [tf.reshape(tf.matMul(tf.reshape(dz!, [T! * B!, width!]), kernel!, false, true), x!.shape), ...rest];
}

describe.runIf(hasNativeOps())("MarketbookLstm", () => {
  test.each(cases)("gives the numbers of plain ops, T $T, B $B, F $F, H $H, masks $masks", (sizes) => {
    const [inputs, { mask, recurrentMask }] = [inputsOf(sizes), masksOf(sizes)];
    const [h, c, gates] = op("MarketbookLstm", [...inputs, mask, recurrentMask], 3);
    const expected = plain(inputs, mask, recurrentMask);
    expect(gates!.shape).toEqual([sizes.T, sizes.B, 4 * sizes.H]);
    expect(apart(h!, expected.h)).toBeLessThan(2e-6);
    expect(apart(tf.gather(c!, sizes.T - 1), expected.last[1]!)).toBeLessThan(2e-6);
  });

  test.each(cases)("has the gradients of plain ops, T $T, B $B, F $F, H $H, masks $masks", (sizes) => {
    const [inputs, masks] = [inputsOf(sizes), masksOf(sizes)];
    const [dh, dhLast, dcLast] = [drawn([sizes.T, sizes.B, sizes.H], 9), drawn([sizes.B, sizes.H], 10), drawn([sizes.B, sizes.H], 11)];
    const loss = (...values: Tensor[]) => {
      const { h, last } = plain(values, masks.mask, masks.recurrentMask);
      return tf.addN([tf.sum(tf.mul(h, dh)), tf.sum(tf.mul(last[0]!, dhLast)), tf.sum(tf.mul(last[1]!, dcLast))]);
    };
    const expected = tf.grads(loss)(inputs);
    gradients(inputs, masks, dh, dhLast, dcLast).forEach((gradient, k) => expect(apart(gradient, expected[k]!), `input ${k}`).toBeLessThan(1e-5));
  });

  test("takes a gradient that is left out as zeros", () => {
    const sizes = { T: 3, B: 5, F: 2, H: 4 };
    const [inputs, masks] = [inputsOf(sizes), masksOf(sizes)];
    const [none, last, dh] = [tf.zeros([3, 5, 4]), tf.zeros([5, 4]), drawn([5, 4], 1)];
    expect(bits(gradients(inputs, masks, undefined, dh, undefined))).toEqual(bits(gradients(inputs, masks, none, dh, last)));
    expect(bits(gradients(inputs, masks, none, undefined, dh))).toEqual(bits(gradients(inputs, masks, none, last, dh)));
  });

  test("gives the same bits each time", () => {
    const sizes: Case = { T: 7, B: 33, F: 5, H: 50, masks: "both" };
    const [inputs, masks, dh] = [inputsOf(sizes), masksOf(sizes), drawn([7, 33, 50], 9)];
    const run = () => bits(gradients(inputs, masks, dh, undefined, undefined));
    const first = run();
    for (let again = 0; again < 20; again++) expect(run()).toEqual(first);
  });

  test("hands a NaN on to its own row alone, forward and backward", () => {
    const sizes = { T: 4, B: 9, F: 3, H: 20 };
    const inputs = inputsOf(sizes);
    const clean = op("MarketbookLstm", [...inputs, undefined, undefined], 3);
    const values = Float32Array.from(inputs[0]!.dataSync());
    values[(1 * 9 + 2) * 3] = NaN;
    const [h] = op("MarketbookLstm", [tf.tensor(values, [4, 9, 3]), ...inputs.slice(1), undefined, undefined], 3);
    const [got, expected] = [h!.dataSync(), clean[0]!.dataSync()];
    got.forEach((value, k) => {
      const [t, row] = [Math.floor(k / 180), Math.floor(k / 20) % 9];
      if (row === 2 && t >= 1) expect(value).toBeNaN();
      else expect(value).toBe(expected[k]);
    });
    const [, dKernel] = gradients([tf.tensor(values, [4, 9, 3]), ...inputs.slice(1)], { mask: undefined, recurrentMask: undefined }, undefined, drawn([9, 20], 1), undefined);
    expect(dKernel!.dataSync().every(Number.isNaN)).toBe(true);
  });

  test("saturates without overflow: huge inputs give gates of 0 and 1", () => {
    const inputs = [tf.fill([1, 1, 1], 1e30), tf.tensor([[1, -1, 1, 1]]), tf.zeros([1, 4]), tf.zeros([4]), tf.zeros([1, 1]), tf.fill([1, 1], 5)];
    const [h, , gates] = op("MarketbookLstm", [...inputs, undefined, undefined], 3);
    expect([...gates!.dataSync()].map((gate) => Math.round(gate * 1e6) / 1e6)).toEqual([1, 0, 1, 1]);
    expect(h!.dataSync()[0]).toBeCloseTo(Math.tanh(1), 6);
  });

  test("refuses shapes that do not fit, with the input's name and both shapes", () => {
    const inputs = inputsOf({ T: 2, B: 3, F: 4, H: 5 });
    const call = (place: number, tensor: Tensor) => () => op("MarketbookLstm", [...inputs, absent(), absent()].map((input, k) => (k === place ? tensor : input)), 3);
    expect(call(0, tf.zeros([2, 3]))).toThrow("MarketbookLstm: x must have 3 axes, its shape is [2, 3]");
    expect(call(0, tf.zeros([2, 0, 4]))).toThrow("MarketbookLstm: x must not be empty, its shape is [2, 0, 4]");
    expect(call(1, tf.zeros([3, 20]))).toThrow("MarketbookLstm: kernel must have the shape [4, 20], its shape is [3, 20]");
    expect(call(2, tf.zeros([5, 19]))).toThrow("MarketbookLstm: recurrent must have the shape [5, 20], its shape is [5, 19]");
    expect(call(3, tf.zeros([5]))).toThrow("MarketbookLstm: bias must have the shape [20], its shape is [5]");
    expect(call(5, tf.zeros([0]))).toThrow("MarketbookLstm: c0 must have the shape [3, 5], its shape is [0]");
    expect(call(6, tf.zeros([3, 2]))).toThrow("MarketbookLstm: mask must have the shape [2, 3], its shape is [3, 2]");
    expect(() => op("MarketbookLstmGrad", inputs.concat(inputs), 6)).toThrow("MarketbookLstmGrad: ");
  });
});
