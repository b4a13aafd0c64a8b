import { tf, type Tensor } from "../../tensorflow/index.ts";
import { sizes, weightless } from "./weightless.ts";

const EPSILON = 1e-5;

/**
 * Reversible instance normalization: each series of a window is freed of its own level and width, and forecasts get them back.
 * Kim et al. 2022 (RevIN), https://openreview.net/forum?id=cGDAkQo1C0p, without the learnt scale.
 *   μ = mean over t of x   σ = √(var over t of x + 1e-5)   z = (x − μ) / σ   ŷ = ẑ σ + μ
 * Level and width of each series. in: x [B, F, T]  out: [B, F, 2], μ and σ
 */
export const instanceStatistics = weightless("InstanceStatistics", {
  shape: (_, x) => [null, sizes("instanceStatistics", x, 3)[0]!, 2],
  call: (_, x) => {
    const mean = tf.mean(x!, 2, true); // [B, F, 1]
    const width = tf.sqrt(tf.add(tf.mean(tf.square(tf.sub(x!, mean)), 2, true), EPSILON));
    return tf.concat([mean, width], 2);
  },
});

/** in: x [B, F, T], statistics [B, F, 2]  out: z [B, F, T] */
export const instanceNormalized = weightless("InstanceNormalized", {
  shape: (_, x = []) => x,
  call: (_, x, statistics) => {
    const [mean, width] = halves(statistics!);
    return tf.div(tf.sub(x!, mean), width);
  },
});

/** in: forecasts ẑ [B, F, K], statistics [B, F, 2]  out: ŷ [B, F, K] */
export const instanceRestored = weightless("InstanceRestored", {
  shape: (_, z = []) => z,
  call: (_, z, statistics) => {
    const [mean, width] = halves(statistics!);
    return tf.add(tf.mul(z!, width), mean);
  },
});

/** μ and σ. out: [B, F, 1] each */
function halves(statistics: Tensor): readonly [Tensor, Tensor] {
  const [B = 1, F = 1] = statistics.shape;
  return [tf.slice(statistics, [0, 0, 0], [B, F, 1]), tf.slice(statistics, [0, 0, 1], [B, F, 1])];
}
