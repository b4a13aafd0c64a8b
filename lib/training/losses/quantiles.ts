import { tf } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import type { Loss } from "./loss.ts";

/**
 * Several quantiles at once: the pinball losses of all levels τ_k, added up, Σ_k max(τ_k e_k, (τ_k − 1) e_k) with e_k = y − ŷ_k.
 * Koenker & Bassett 1978; for networks Wen et al. 2017, https://arxiv.org/abs/1711.11053.
 */
export function quantiles(levels: readonly number[]): Loss {
  if (levels.length === 0) throw new TrainingError("quantiles: there is no level; give levels such as [0.1, 0.5, 0.9]");
  levels.forEach((level, k) => {
    if (!(level > 0 && level < 1)) throw new TrainingError(`quantiles: a level must be between 0 and 1, got ${level}`);
    if (k > 0 && !(level > levels[k - 1]!)) throw new TrainingError(`quantiles: levels must rise, got ${levels.join(", ")}`);
  });
  return {
    name: `quantiles(${levels.join(", ")})`,
    targets: "number",
    outputs: levels.length,
    ofWindows: (targets, outputs) => {
      const error = tf.sub(targets, outputs); // [B, K]
      const level = tf.tensor2d([...levels], [1, levels.length]);
      return tf.sum(tf.maximum(tf.mul(level, error), tf.mul(tf.sub(level, 1), error)), -1); // [B]
    },
  };
}
