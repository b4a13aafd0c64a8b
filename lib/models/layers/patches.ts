import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

type PatchConfig = { readonly length: number; readonly stride: number };

/**
 * Cuts each series into patches that may overlap; the last value is repeated `stride` times behind the end, as in Nie et al. 2023, §3.1.
 *   P = ⌊(T − length) / stride⌋ + 2
 * in: [B, F, T]  out: [B·F, P, length], every series a sequence of its own
 */
export const patches = weightless<PatchConfig>("Patches", {
  shape: (config, x) => [null, patchCount(sizes("patches", x, 3)[1]!, config), config.length],
  call: ({ length, stride }, x) => {
    const [B = 1, F = 1, T = 1] = x!.shape;
    const P = patchCount(T, { length, stride });
    const steps = Int32Array.from({ length: P * length }, (_, k) => Math.min(T - 1, Math.floor(k / length) * stride + (k % length)));
    return tf.reshape(tf.gather(tf.reshape(x!, [B * F, T]), tf.tensor1d(steps, "int32"), 1), [B * F, P, length]);
  },
});

/** All numbers of a series side by side again. in: [B·F, P, d]  out: [B, F, P·d] */
export const unfolded = weightless<{ readonly series: number }>("Unfolded", {
  shape: ({ series }, x) => [null, series, sizes("unfolded", x, 3).reduce((product, size) => product * size, 1)],
  call: ({ series }, x) => {
    const [rows = 1, P = 1, d = 1] = x!.shape;
    return tf.reshape(x!, [rows / series, series, P * d]);
  },
});

/** P: how many patches a series of T steps gives. */
export function patchCount(T: number, { length, stride }: PatchConfig): number {
  return Math.floor((T - length) / stride) + 2;
}
