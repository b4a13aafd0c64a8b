import { tf, type Tensor } from "../../tensorflow/index.ts";

/** Weights of an additive attention: W [H, A], b [A], v [A, 1]. */
export type AttentionParts = { readonly W: Tensor; readonly b: Tensor; readonly v: Tensor };

/** What an attention makes of a sequence: a score and a share for each step [B, T], and the steps mixed by the shares [B, H]. */
export type AttentionStep = { readonly e: Tensor; readonly a: Tensor; readonly context: Tensor };

/**
 * Additive attention over the steps of a sequence. Bahdanau, Cho & Bengio 2014, https://arxiv.org/abs/1409.0473,
 * with one learnt question v for all sequences (Yang et al. 2016).
 *   e_t = v · tanh(W h_t + b)      how much step t matters
 *   a_t = exp(e_t) / Σ_s exp(e_s)  its share; the shares of a sequence add up to 1
 *   c   = Σ_t a_t h_t              the steps, mixed by their shares
 * in: h [B, T, H]
 */
export function attentionStep({ W, b, v }: AttentionParts, h: Tensor): AttentionStep {
  const [B = 1, T = 1, H = 1] = h.shape;
  const hidden = tf.tanh(tf.add(tf.matMul(tf.reshape(h, [B * T, H]), W), b)); // [B·T, A]
  const e = tf.reshape(tf.matMul(hidden, v), [B, T]); // [B, T]
  const a = tf.softmax(e); // [B, T]
  const context = tf.sum(tf.mul(h, tf.reshape(a, [B, T, 1])), 1); // [B, H]
  return { e, a, context };
}
