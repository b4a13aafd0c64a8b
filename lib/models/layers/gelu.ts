import { tf, withGradients, type Tensor } from "../../tensorflow/index.ts";
import { weightless } from "./weightless.ts";

/**
 * Gaussian error linear unit. Hendrycks & Gimpel 2016, https://arxiv.org/abs/1606.08415.
 *   y = x Φ(x)   dy/dx = Φ(x) + x φ(x)   Φ, φ: the normal distribution and its density
 * in: any shape  out: the same shape
 */
export const gelu = weightless("Gelu", { shape: (_, x = []) => x, call: (_, x) => geluOf(x!) });

/** With a gradient of its own, for the tape's would hold every step of Φ. */
export function geluOf(x: Tensor): Tensor {
  const [y] = withGradients([x], () => {
    const below = tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5); // Φ(x)
    return {
      outputs: [tf.mul(x, below)],
      saved: [x, below],
      gradient: ([dy], [x_, below_]) => [() => tf.mul(dy!, tf.add(below_!, tf.mul(x_!, tf.mul(tf.exp(tf.mul(tf.square(x_!), -0.5)), 1 / Math.sqrt(2 * Math.PI)))))],
    };
  });
  return y!;
}
