import type { Tensor } from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { startEngine } from "../engine.ts";
import { tf } from "../load.ts";
import { hasNativeOps } from "../native.ts";
import { absent, apart, bits, drawn, drawnMask, op, plainLoop, type Sizes } from "./ops.fixture.ts";

beforeAll(async () => void (await startEngine()));

type Case = Sizes & { readonly reset: "before" | "after"; readonly masks?: "steps" | "recurrent" | "both" };
const cases = (["after", "before"] as const).flatMap((reset): Case[] => [
  { T: 1, B: 1, F: 1, H: 1, reset },
  { T: 7, B: 3, F: 5, H: 17, reset },
  { T: 2, B: 33, F: 1, H: 50, reset },
  { T: 7, B: 33, F: 5, H: 5, reset, masks: "steps" },
  { T: 7, B: 3, F: 5, H: 50, reset, masks: "recurrent" },
  { T: 7, B: 33, F: 5, H: 17, reset, masks: "both" },
  { T: 3, B: 80, F: 70, H: 130, reset, masks: "both" },
]);

type Inputs = { readonly x: Tensor; readonly kernel: Tensor; readonly recurrent: Tensor; readonly bias: Tensor; readonly recurrentBias: Tensor | undefined; readonly h0: Tensor };
type Masks = { readonly mask: Tensor | undefined; readonly recurrentMask: Tensor | undefined };

function inputsOf({ T, B, F, H, reset }: Sizes & Pick<Case, "reset">): Inputs {
  const recurrentBias = reset === "after" ? drawn([3 * H], 5) : undefined;
  return { x: drawn([T, B, F], 1), kernel: drawn([F, 3 * H], 2), recurrent: drawn([H, 3 * H], 3), bias: drawn([3 * H], 4), recurrentBias, h0: drawn([B, H], 6) };
}

function masksOf({ T, B, H, masks }: Case): Masks {
  return {
    mask: masks === "steps" || masks === "both" ? drawnMask([T, B], 7) : undefined,
    recurrentMask: masks === "recurrent" || masks === "both" ? tf.mul(drawnMask([B, H], 8), 4 / 3) : undefined,
  };
}

/** The equations in plain ops. */
function plain({ x, kernel, recurrent, bias, recurrentBias, h0 }: Inputs, { mask, recurrentMask }: Masks): Tensor {
  const step = (row: Tensor, [h]: readonly Tensor[]) => {
    const before = recurrentMask ? tf.mul(h!, recurrentMask) : h!;
    const [xz, xr, xc] = tf.split(tf.add(tf.matMul(row, kernel), bias), 3, 1);
    const [uz, ur, uc] = tf.split(recurrent, 3, 1);
    const [vz, vr, vc] = recurrentBias ? tf.split(recurrentBias, 3) : [0, 0, 0];
    const z = tf.sigmoid(tf.addN([xz!, tf.add(tf.matMul(before, uz!), vz!)]));
    const r = tf.sigmoid(tf.addN([xr!, tf.add(tf.matMul(before, ur!), vr!)]));
    const inner = recurrentBias ? tf.mul(r, tf.add(tf.matMul(before, uc!), vc!)) : tf.matMul(tf.mul(r, before), uc!);
    const candidate = tf.tanh(tf.add(xc!, inner));
    return [tf.add(tf.mul(z, h!), tf.mul(tf.sub(1, z), candidate))];
  };
  return plainLoop(x, mask, [h0], step).h;
}

const forward = ({ x, kernel, recurrent, bias, recurrentBias, h0 }: Inputs, { mask, recurrentMask }: Masks) =>
  op("MarketbookGru", [x, kernel, recurrent, bias, recurrentBias, h0, mask, recurrentMask], 2);

/** dx, dKernel, dRecurrent, dBias, dRecurrentBias, dh0 by the op. */
function gradients(inputs: Inputs, masks: Masks, dh: Tensor | undefined, dhLast: Tensor | undefined): Tensor[] {
  const { x, kernel, recurrent, recurrentBias, h0 } = inputs;
  const outputs = forward(inputs, masks);
  const [dz, ...rest] = op("MarketbookGruGrad", [x, kernel, recurrent, recurrentBias, h0, masks.mask, masks.recurrentMask, ...outputs, dh, dhLast], 6);
  const [T, B, width] = dz!.shape;
  return [tf.reshape(tf.matMul(tf.reshape(dz!, [T! * B!, width!]), kernel, false, true), x.shape), ...rest];
}

describe.runIf(hasNativeOps())("MarketbookGru", () => {
  test.each(cases)("gives the numbers of plain ops, reset $reset, T $T, B $B, F $F, H $H, masks $masks", (sizes) => {
    const [inputs, masks] = [inputsOf(sizes), masksOf(sizes)];
    const [h, gates] = forward(inputs, masks);
    expect(gates!.shape).toEqual([sizes.T, sizes.B, 4 * sizes.H]);
    expect(apart(h!, plain(inputs, masks))).toBeLessThan(5e-6);
  });

  test.each(cases)("has the gradients of plain ops, reset $reset, T $T, B $B, F $F, H $H, masks $masks", (sizes) => {
    const [inputs, masks] = [inputsOf(sizes), masksOf(sizes)];
    const [dh, dhLast] = [drawn([sizes.T, sizes.B, sizes.H], 9), drawn([sizes.B, sizes.H], 10)];
    const values = [inputs.x, inputs.kernel, inputs.recurrent, inputs.bias, inputs.h0, ...(inputs.recurrentBias ? [inputs.recurrentBias] : [])];
    const expected = tf.grads((x, kernel, recurrent, bias, h0, recurrentBias) => {
      const h = plain({ x: x!, kernel: kernel!, recurrent: recurrent!, bias: bias!, h0: h0!, recurrentBias }, masks);
      return tf.add(tf.sum(tf.mul(h, dh)), tf.sum(tf.mul(tf.gather(h, sizes.T - 1), dhLast)));
    })(values);
    const [dx, dKernel, dRecurrent, dBias, dRecurrentBias, dh0] = gradients(inputs, masks, dh, dhLast);
    const got = [dx!, dKernel!, dRecurrent!, dBias!, dh0!, ...(inputs.recurrentBias ? [dRecurrentBias!] : [])];
    got.forEach((gradient, k) => expect(apart(gradient, expected[k]!), `input ${k}`).toBeLessThan(1e-5));
    expect(dRecurrentBias!.shape).toEqual([inputs.recurrentBias ? 3 * sizes.H : 0]);
  });

  test("takes a gradient that is left out as zeros", () => {
    const inputs = inputsOf({ T: 3, B: 5, F: 2, H: 4, reset: "after" });
    const none = { mask: undefined, recurrentMask: undefined };
    expect(bits(gradients(inputs, none, undefined, drawn([5, 4], 1)))).toEqual(bits(gradients(inputs, none, tf.zeros([3, 5, 4]), drawn([5, 4], 1))));
    expect(bits(gradients(inputs, none, drawn([3, 5, 4], 1), undefined))).toEqual(bits(gradients(inputs, none, drawn([3, 5, 4], 1), tf.zeros([5, 4]))));
  });

  test.each(["before", "after"] as const)("gives the same bits each time, reset %s", (reset) => {
    const sizes: Case = { T: 7, B: 33, F: 5, H: 50, masks: "both", reset };
    const run = () => bits(gradients(inputsOf(sizes), masksOf(sizes), drawn([7, 33, 50], 9), undefined));
    const first = run();
    for (let again = 0; again < 10; again++) expect(run()).toEqual(first);
  });

  test.each(["before", "after"] as const)("hands a NaN on to its own row alone, reset %s", (reset) => {
    const inputs = inputsOf({ T: 3, B: 9, F: 3, H: 20, reset });
    const none = { mask: undefined, recurrentMask: undefined };
    const values = Float32Array.from(inputs.x.dataSync());
    values[(1 * 9 + 2) * 3] = NaN;
    const broken = { ...inputs, x: tf.tensor(values, [3, 9, 3]) };
    const [got, expected] = [forward(broken, none)[0]!.dataSync(), forward(inputs, none)[0]!.dataSync()];
    got.forEach((value, k) => {
      if (Math.floor(k / 20) % 9 === 2 && k >= 180) expect(value).toBeNaN();
      else expect(value).toBe(expected[k]);
    });
    expect(gradients(broken, none, undefined, drawn([9, 20], 1))[1]!.dataSync().every(Number.isNaN)).toBe(true);
  });

  test("refuses shapes that do not fit, with the input's name and both shapes", () => {
    const { x, kernel, recurrent, bias, h0 } = inputsOf({ T: 2, B: 3, F: 4, H: 5, reset: "before" });
    const inputs = [x, kernel, recurrent, bias, absent(), h0, absent(), absent()];
    const call = (place: number, tensor: Tensor) => () => op("MarketbookGru", inputs.map((input, k) => (k === place ? tensor : input)), 2);
    expect(call(0, tf.zeros([2, 0, 4]))).toThrow("MarketbookGru: x must not be empty, its shape is [2, 0, 4]");
    expect(call(2, tf.zeros([5, 20]))).toThrow("MarketbookGru: recurrent must have the shape [5, 15], its shape is [5, 20]");
    expect(call(4, tf.zeros([5]))).toThrow("MarketbookGru: recurrentBias must have the shape [15], its shape is [5]");
    expect(call(5, tf.zeros([5]))).toThrow("MarketbookGru: h0 must have the shape [3, 5], its shape is [5]");
    expect(() => op("MarketbookGruGrad", [x, kernel, recurrent, absent(), h0, absent(), absent(), x, x, absent(), absent()], 6)).toThrow("MarketbookGruGrad: h must have the shape [2, 3, 5]");
  });
});
