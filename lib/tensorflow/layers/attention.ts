import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";

/** What attention reads. Axes: B batch, T steps, N heads, D numbers a head. */
export type Attention = {
  /** q, k and v side by side: [B, T, 3, N, D] */
  readonly projected: Tensor;
  /** Whether a step sees no later one. */
  readonly causal: boolean;
  /** [B, T], 0 where a step is not to be seen. */
  readonly mask?: Tensor | undefined;
  /** [B, N, T, T], multiplies the weights. */
  readonly dropout?: Tensor | undefined;
};

/** What a hidden step's score is lowered by: next to the largest float, for scores of columns that nobody scaled are large too. */
const HIDDEN = 3e38;

/**
 * Attention of each head in plain ops: softmax(q kᵀ / √D) v. A step that may see nothing gets 0.
 * out: [B, T, N, D]
 */
export function attention({ causal, dropout, mask, projected }: Attention): Tensor {
  const [, T = 1, , , D = 1] = projected.shape;
  const [q, k, v] = tf.unstack(tf.transpose(projected, [2, 0, 3, 1, 4]), 0); // [B, N, T, D]
  const scores = tf.matMul(tf.mul(q!, 1 / Math.sqrt(D)), k!, false, true); // [B, N, T, T]
  const seen = seenSteps(T, causal, mask);
  const shown = seen ? tf.mul(tf.softmax(tf.add(scores, tf.mul(tf.sub(seen, 1), HIDDEN))), seen) : tf.softmax(scores);
  const context = tf.matMul(dropout ? tf.mul(shown, dropout) : shown, v!); // [B, N, T, D]
  return tf.transpose(context, [0, 2, 1, 3]);
}

/** 1 where a step sees another. out: broadcast to [B, N, T, T]; undefined where all is seen */
function seenSteps(steps: number, causal: boolean, mask: Tensor | undefined): Tensor | undefined {
  const earlier = causal ? tf.linalg.bandPart(tf.ones([steps, steps]), -1, 0) : undefined;
  const open = mask ? tf.expandDims(tf.expandDims(mask, 1), 1) : undefined; // [B, 1, 1, T]
  return earlier && open ? tf.mul(earlier, open) : (earlier ?? open);
}
