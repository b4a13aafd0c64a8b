import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/**
 * How much the last step attends to each: the mean over heads that share their values, so that it can be read as importance.
 * Lim et al. 2021, §4.4, https://arxiv.org/abs/1912.09363.
 *   a_h = softmax(q_h k_hᵀ / √D)     ā = mean over heads of a_h     Axes: N heads, D numbers a head.
 * in: q [B, N·D], k [B, T, N·D]  out: ā [B, T]
 */
export const averagedAttention = weightless<{ readonly heads: number }>("AveragedAttention", {
  shape: (_, __, k) => [null, sizes("averagedAttention", k, 3)[0]!],
  call: ({ heads: N }, q, k) => {
    const [B = 1, T = 1, width = 1] = k!.shape;
    const D = width / N;
    const products = tf.mul(tf.reshape(k!, [B, T, N, D]), tf.reshape(tf.mul(q!, 1 / Math.sqrt(D)), [B, 1, N, D]));
    const scores = tf.transpose(tf.sum(products, 3), [0, 2, 1]); // [B, N, T]
    return tf.mean(tf.softmax(scores), 1);
  },
});

/** Sum of the steps by their shares. in: shares [B, T], values [B, T, D]  out: [B, D] */
export const sharedSum = weightless("SharedSum", {
  shape: (_, __, values) => [null, sizes("sharedSum", values, 3)[1]!],
  call: (_, shares, values) => {
    const [B = 1, T = 1, D = 1] = values!.shape;
    return tf.reshape(tf.matMul(tf.reshape(shares!, [B, 1, T]), values!), [B, D]);
  },
});
