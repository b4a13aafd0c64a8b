import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/**
 * Draws a path of `steps` through few knots, straight between them. Challu et al. 2023, §3.3, https://arxiv.org/abs/2201.12886.
 * The knots stand in the middle of equal parts of the path; before the first and behind the last it is level. A product with a constant matrix.
 * in: θ [B, knots·K], knot by knot  out: [B, steps, K]
 */
export const interpolation = weightless<{ readonly knots: number; readonly steps: number }>("Interpolation", {
  shape: ({ knots, steps }, theta) => [null, steps, sizes("interpolation", theta, 2)[0]! / knots],
  call: ({ knots, steps }, theta) => {
    const [B = 1, width = 1] = theta!.shape;
    const K = width / knots;
    if (knots === steps) return tf.reshape(theta!, [B, steps, K]);
    const M = tf.tensor2d(hats(knots, steps), [knots, steps]);
    const byKnot = tf.reshape(tf.transpose(tf.reshape(theta!, [B, knots, K]), [0, 2, 1]), [B * K, knots]);
    return tf.transpose(tf.reshape(tf.matMul(byKnot, M), [B, K, steps]), [0, 2, 1]);
  },
});

/** Share of each knot in each step of the path; a column adds up to 1. out: [knots·steps], row by row */
export function hats(knots: number, steps: number): Float32Array {
  const M = new Float32Array(knots * steps);
  for (let s = 0; s < steps; s++) {
    const at = Math.min(knots - 1, Math.max(0, ((s + 0.5) * knots) / steps - 0.5));
    const left = Math.floor(at);
    const right = Math.min(knots - 1, left + 1);
    M[left * steps + s]! += 1 - (at - left);
    M[right * steps + s]! += at - left;
  }
  return M;
}
