import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/**
 * Adds to each step where it stands. Vaswani et al. 2017, §3.5, https://arxiv.org/abs/1706.03762.
 *   PE(t, 2i) = sin(t / 10000^(2i/d))   PE(t, 2i+1) = cos(t / 10000^(2i/d))
 * in: [B, T, d]  out: [B, T, d]
 */
export const positionalEncoding = weightless("PositionalEncoding", {
  shape: (_, x) => [null, ...sizes("positionalEncoding", x, 3)],
  call: (_, x) => {
    const [, T = 1, d = 1] = x!.shape;
    return tf.add(x!, tf.tensor(positions(T, d), [1, T, d]));
  },
});

/** The waves themselves, row by row. out: [T·d] */
export function positions(T: number, d: number): Float32Array {
  return Float32Array.from({ length: T * d }, (_, k) => {
    const [t, j] = [Math.floor(k / d), k % d];
    const angle = t / 10000 ** ((j - (j % 2)) / d);
    return j % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
