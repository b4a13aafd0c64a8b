import { tf } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import type { Loss } from "./loss.ts";

export type DirectionalOptions = {
  /** How much more a wrong sign costs: up to 1 + alpha times the squared error. Default 2. */
  readonly alpha?: number;
  /** How sharply right and wrong are told apart; the penalty is half at a forecast of zero. Default 5. */
  readonly steepness?: number;
  /** The target that is neither up nor down, in the unit the network learns. `networkForecaster` puts it where zero falls among standardised targets. Default 0. */
  readonly zero?: number;
};

/**
 * A squared error that punishes the wrong sign: (y − ŷ)² (1 + α σ(−k (y − y₀)(ŷ − y₀))), σ(x) = 1/(1 + e^−x), y₀ the place of zero.
 * Ours: a smooth form of the directional accuracy of Pesaran & Timmermann 1992 as a weight. It has a gradient everywhere; with α = 0 it is the squared error.
 */
export function directional({ alpha = 2, steepness = 5, zero = 0 }: DirectionalOptions = {}): Loss {
  if (!(alpha >= 0 && alpha < Infinity)) throw new TrainingError(`directional: alpha must be ≥ 0, got ${alpha}`);
  if (!(steepness > 0 && steepness < Infinity)) throw new TrainingError(`directional: steepness must be positive, got ${steepness}`);
  if (!Number.isFinite(zero)) throw new TrainingError(`directional: zero must be a number, got ${zero}`);
  return {
    name: `directional(alpha ${alpha}, steepness ${steepness}, zero ${zero})`,
    targets: "number",
    ofWindows: (y, outputs) => {
      const agreement = tf.mul(tf.sub(y, zero), tf.sub(outputs, zero));
      const cost = tf.add(1, tf.mul(alpha, tf.sigmoid(tf.mul(-steepness, agreement))));
      return tf.mean(tf.mul(tf.squaredDifference(y, outputs), cost), -1);
    },
    standardised: ({ offset, scale }) => directional({ alpha, steepness, zero: (zero - offset) / scale }),
  };
}
