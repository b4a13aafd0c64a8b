import { tf } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

/** Scores of lags as shares: m = softmax(z / τ). A low temperature τ comes near a choice of one lag. in: [B, L]  out: [B, L] */
export const softMask = weightless<{ readonly temperature: number }>("SoftMask", {
  shape: (_, z) => [null, ...sizes("softMask", z, 2)],
  call: ({ temperature }, z) => tf.softmax(tf.div(z!, temperature)),
});

/** The values of a window at a soft lag: Σ_ℓ m_ℓ x_{T+1−ℓ}, lag 1 being the last step. in: x [B, T, F], mask [B, L], L ≤ T  out: [B, F] */
export const softlyLagged = weightless("SoftlyLagged", {
  shape: (_, x) => [null, sizes("softlyLagged", x, 3)[1]!],
  call: (_, x, mask) => {
    const [B = 1, T = 1, F = 1] = x!.shape;
    const [, L = 1] = mask!.shape;
    const newestFirst = tf.reverse(tf.slice(x!, [0, T - L, 0], [B, L, F]), 1); // [B, L, F]
    return tf.sum(tf.mul(newestFirst, tf.reshape(mask!, [B, L, 1])), 1); // [B, F]
  },
});
