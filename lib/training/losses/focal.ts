import { tf } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import { awayFromEdge, binaryTerms, categoricalCrossentropy, oneHot, type CrossentropyOptions } from "./crossentropy.ts";
import type { Loss } from "./loss.ts";

export type FocalOptions = CrossentropyOptions & {
  /** How much less a window counts that is already right. 0 is the crossentropy. Default 2. */
  readonly gamma?: number;
  /** Weight of class 1, 1 − alpha being that of class 0. Default: both 1. */
  readonly alpha?: number;
};

/**
 * Focal loss of two classes, −α_t (1 − p_t)^γ log p_t with p_t = p where y is 1, 1 − p where it is 0. Lin 2017.
 * For targets between 0 and 1 as Keras: the crossentropy times (1 − p_t)^γ, p_t = y p + (1 − y)(1 − p).
 */
export function focal({ alpha, fromLogits = false, gamma = 2 }: FocalOptions = {}): Loss {
  checkGamma("focal", gamma);
  if (alpha !== undefined && !(alpha > 0 && alpha < 1)) throw new TrainingError(`focal: alpha must be between 0 and 1, got ${alpha}`);
  return {
    name: `focal(gamma ${gamma}${alpha === undefined ? "" : `, alpha ${alpha}`}${fromLogits ? ", logits" : ""})`,
    targets: "share",
    ofWindows: (y, outputs) => {
      const p = awayFromEdge(fromLogits ? tf.sigmoid(outputs) : outputs);
      const right = tf.add(tf.mul(y, p), tf.mul(tf.sub(1, y), tf.sub(1, p)));
      const loss = tf.mul(tf.pow(tf.sub(1, right), gamma), binaryTerms(y, outputs, fromLogits));
      if (alpha === undefined) return tf.mean(loss, -1);
      return tf.mean(tf.mul(loss, tf.add(tf.mul(y, alpha), tf.mul(tf.sub(1, y), 1 - alpha))), -1);
    },
  };
}

/**
 * Focal loss of K classes, the target being the number of its class: −(1 − p_y)^γ log p_y. Lin 2017, https://arxiv.org/abs/1708.02002.
 * Windows that are already right count little, so that a frequent class does not drown a rare one; `classWeights` weighs the classes.
 */
export function sparseCategoricalFocal({ fromLogits = false, gamma = 2 }: Omit<FocalOptions, "alpha"> = {}): Loss {
  checkGamma("sparseCategoricalFocal", gamma);
  return {
    name: `sparseCategoricalFocal(gamma ${gamma}${fromLogits ? ", logits" : ""})`,
    targets: "class",
    ofWindows: (y, outputs) => {
      const isClass = oneHot(y, outputs); // [B, K]
      const p = fromLogits ? tf.softmax(outputs) : tf.div(outputs, tf.sum(outputs, -1, true));
      const right = awayFromEdge(tf.sum(tf.mul(isClass, p), -1)); // [B]
      return tf.mul(tf.pow(tf.sub(1, right), gamma), categoricalCrossentropy(isClass, outputs, { fromLogits }));
    },
  };
}

function checkGamma(name: string, gamma: number): void {
  if (!(gamma >= 0)) throw new TrainingError(`${name}: gamma must be ≥ 0, got ${gamma}`);
}
