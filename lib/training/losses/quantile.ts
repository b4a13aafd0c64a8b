import { tf } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import type { Loss } from "./loss.ts";

/** Pinball loss, max(τ e, (τ − 1) e) with e = y − ŷ. Koenker & Bassett 1978. Its best forecast is the quantile of level τ. */
export function quantile(level: number): Loss {
  if (!(level > 0 && level < 1)) throw new TrainingError(`quantile: the level must be between 0 and 1, got ${level}`);
  return {
    name: `quantile(${level})`,
    targets: "number",
    ofWindows: (targets, outputs) => {
      const error = tf.sub(targets, outputs);
      return tf.mean(tf.maximum(tf.mul(level, error), tf.mul(level - 1, error)), -1);
    },
  };
}
