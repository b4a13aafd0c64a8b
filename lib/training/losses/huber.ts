import { tf } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import type { Loss } from "./loss.ts";

/**
 * Huber 1964: e²/2 where |e| ≤ δ, δ|e| − δ²/2 beyond, so that a crash weighs by its size and not by its square.
 * e = y − ŷ, in the unit of the targets the network learns.
 */
export function huber({ delta = 1 }: { readonly delta?: number } = {}): Loss {
  if (!(delta > 0)) throw new TrainingError(`huber: delta must be positive, got ${delta}`);
  return {
    name: `huber(${delta})`,
    targets: "number",
    ofWindows: (targets, outputs) => {
      const size = tf.abs(tf.sub(targets, outputs));
      const near = tf.minimum(size, delta);
      return tf.mean(tf.add(tf.mul(0.5, tf.square(near)), tf.mul(delta, tf.sub(size, near))), -1);
    },
  };
}
