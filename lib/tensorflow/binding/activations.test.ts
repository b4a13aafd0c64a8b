import { beforeAll, describe, expect, test } from "vitest";
import { startEngine } from "../engine.ts";
import { tf } from "../load.ts";
import { hasNativeOps } from "../native.ts";
import { op } from "./ops.fixture.ts";

beforeAll(async () => void (await startEngine()));

/** Gates of one unit that reads x as it is, one row a number: σ(x), σ(x), tanh(x), σ(x). */
function gatesOf(numbers: Float32Array): { readonly sigmoid: Float32Array; readonly tanh: Float32Array } {
  const rows = numbers.length;
  const inputs = [tf.tensor(numbers, [1, rows, 1]), tf.ones([1, 4]), tf.zeros([1, 4]), tf.zeros([4]), tf.zeros([rows, 1]), tf.zeros([rows, 1])];
  const gates = op("MarketbookLstm", [...inputs, undefined, undefined], 3)[2]!.dataSync();
  const column = (gate: number) => Float32Array.from({ length: rows }, (_, row) => gates[row * 4 + gate]!);
  return { sigmoid: column(0), tanh: column(2) };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe.runIf(hasNativeOps())("sigmoid and tanh of the recurrent ops", () => {
  test("are within 2e-7 of the exact values, relative to them", () => {
    const numbers = Float32Array.from({ length: 40_001 }, (_, k) => (k - 20_000) / 500); // −40 to 40
    const got = gatesOf(numbers);
    const worst = { sigmoid: 0, tanh: 0 };
    numbers.forEach((x, k) => {
      worst.sigmoid = Math.max(worst.sigmoid, Math.abs(got.sigmoid[k]! / sigmoid(x) - 1));
      if (x !== 0) worst.tanh = Math.max(worst.tanh, Math.abs(got.tanh[k]! / Math.tanh(x) - 1));
    });
    expect(worst.sigmoid).toBeLessThan(2e-7);
    expect(worst.tanh).toBeLessThan(2e-7);
  });

  test("keep the digits of small numbers", () => {
    const numbers = Float32Array.from({ length: 90 }, (_, k) => 10 ** (-k / 3));
    gatesOf(numbers).tanh.forEach((value, k) => expect(Math.abs(value / Math.tanh(numbers[k]!) - 1)).toBeLessThan(2e-7));
  });

  test("saturate at infinity and keep NaN", () => {
    const got = gatesOf(Float32Array.from([Infinity, -Infinity, 1e30, -1e30, NaN]));
    expect([...got.sigmoid].map((value) => (value < 1e-37 ? 0 : value))).toEqual([1, 0, 1, 0, NaN]);
    expect([...got.tanh]).toEqual([1, -1, 1, -1, NaN]);
  });
});
