import { tf } from "../../tensorflow/index.ts";
import { weightless } from "./weightless.ts";

/**
 * The slow part of a series: the mean of `width` steps around each, the ends repeated where it reaches beyond the window, which holds
 * the past alone. Wu et al. 2021 (Autoformer), §3.1, https://arxiv.org/abs/2106.13008. Written as a product with a constant matrix.
 * in: [B, F, T]  out: [B, F, T]
 */
export const movingAverage = weightless<{ readonly width: number }>("MovingAverage", {
  shape: (_, x = []) => x,
  call: ({ width }, x) => {
    const [B = 1, F = 1, T = 1] = x!.shape;
    const A = tf.tensor2d(averages(T, width), [T, T]);
    return tf.reshape(tf.matMul(tf.reshape(x!, [B * F, T]), A), [B, F, T]);
  },
});

/** Column t holds the share of each step in the mean around t. out: [T·T], row by row */
export function averages(T: number, width: number): Float32Array {
  const A = new Float32Array(T * T);
  const before = Math.floor((width - 1) / 2);
  for (let t = 0; t < T; t++) {
    for (let k = 0; k < width; k++) {
      const s = Math.min(T - 1, Math.max(0, t - before + k));
      A[s * T + t]! += 1 / width;
    }
  }
  return A;
}
