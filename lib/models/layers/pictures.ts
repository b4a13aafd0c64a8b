import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/** A window as one picture: its steps are rows, its columns are columns, one channel. in: [B, T, F]  out: [B, T, F, 1] */
export const indicatorPicture = weightless("IndicatorPicture", {
  shape: (_, x) => [null, ...sizes("indicatorPicture", x, 3), 1],
  call: (_, x) => tf.expandDims(x!, 3),
});

/** The root has no slope at 0, where the highest and the lowest step lie. */
const EDGE = 1e-14;

/**
 * A window as a picture a column: the Gramian angular field of each, one channel each. Wang & Oates 2015, https://arxiv.org/abs/1506.00327.
 *   s = 2 (x − min) / (max − min) − 1      φ = arccos s      G_ij = cos(φ_i + φ_j) = s_i s_j − √(1 − s_i²) √(1 − s_j²)
 * A column that does not move in a window has s = 0. The same numbers as `gramianField` of lib/windows.
 * in: [B, T, F]  out: [B, T, T, F]
 */
export const gramianPicture = weightless("GramianPicture", {
  shape: (_, x) => {
    const [T = 0, F = 0] = sizes("gramianPicture", x, 3);
    return [null, T, T, F];
  },
  call: (_, x) => {
    const [B = 1, T = 1, F = 1] = x!.shape;
    const [low, high] = [tf.min(x!, 1, true), tf.max(x!, 1, true)]; // [B, 1, F]
    const range = tf.sub(high, low);
    const moves = tf.clipByValue(tf.mul(range, 1e20), 0, 1); // 1, or 0 where the column stands still
    const share = tf.div(tf.sub(x!, low), tf.add(range, tf.sub(1, moves)));
    const s = tf.mul(tf.sub(tf.mul(2, share), 1), moves); // [B, T, F]
    const c = tf.sqrt(tf.maximum(tf.sub(1, tf.square(s)), EDGE));
    const [down, across] = [(y: typeof s) => tf.reshape(y, [B, T, 1, F]), (y: typeof s) => tf.reshape(y, [B, 1, T, F])];
    return tf.sub(tf.mul(down(s), across(s)), tf.mul(down(c), across(c))); // [B, T, T, F]
  },
});
