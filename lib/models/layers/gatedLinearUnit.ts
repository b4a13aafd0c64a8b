import { tf, withGradients, type Tensor } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/**
 * Gated linear unit. Dauphin et al. 2017, https://arxiv.org/abs/1612.08083.
 *   y = σ(g)∘v   the first half of the input is the gate g, the second the value v
 * in: [B, T, 2d] or [B, 2d]  out: [B, T, d] or [B, d]
 */
export const gatedLinearUnit = weightless("GatedLinearUnit", {
  shape: (_, x = []) => [null, ...sizes("gatedLinearUnit", x, x.length).map((size, k) => (k === x.length - 2 ? size / 2 : size))],
  call: (_, x) => gatedValue(x!),
});

/** With a gradient of its own, half of the ops that the tape would record. in: [..., 2d]  out: [..., d] */
export function gatedValue(x: Tensor): Tensor {
  const [y] = withGradients([x], () => {
    const [g, value] = tf.split(x, 2, -1);
    const gate = tf.sigmoid(g!);
    return {
      outputs: [tf.mul(gate, value!)],
      saved: [gate, value!],
      gradient: ([dy], [gate_, value_]) => [
        () => {
          const dValue = tf.mul(dy!, gate_!);
          return tf.concat([tf.mul(tf.mul(dValue, value_!), tf.sub(1, gate_!)), dValue], -1);
        },
      ],
    };
  });
  return y!;
}
