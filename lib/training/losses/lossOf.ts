import { tf, type Scalar, type Tensor } from "../../tensorflow/index.ts";
import { TrainingError } from "../error.ts";
import { meanAbsoluteError } from "./absoluteError.ts";
import { binaryCrossentropy, sparseCategoricalCrossentropy } from "./crossentropy.ts";
import { directional } from "./directional.ts";
import { focal, sparseCategoricalFocal } from "./focal.ts";
import { huber } from "./huber.ts";
import type { Loss } from "./loss.ts";
import { meanSquaredError } from "./squaredError.ts";

export const LOSSES = ["meanSquaredError", "meanAbsoluteError", "huber", "binaryCrossentropy", "sparseCategoricalCrossentropy", "focal", "sparseCategoricalFocal", "directional"] as const;
export type LossName = (typeof LOSSES)[number];

const byName: Readonly<Record<LossName, Loss>> = {
  meanSquaredError,
  meanAbsoluteError,
  huber: huber(),
  binaryCrossentropy: binaryCrossentropy(),
  sparseCategoricalCrossentropy: sparseCategoricalCrossentropy(),
  focal: focal(),
  sparseCategoricalFocal: sparseCategoricalFocal(),
  directional: directional(),
};

/** The loss of a name, with its default settings; a loss is returned as it is. */
export function lossOf(loss: LossName | Loss): Loss {
  if (typeof loss !== "string") return loss;
  if (!Object.hasOwn(byName, loss)) throw new TrainingError(`fit: loss must be one of ${LOSSES.join(", ")}, or a loss such as quantile(0.9), got "${loss}"`);
  return byName[loss];
}

/**
 * Loss of a batch: Σ w_n L_n / B. The divisor is the size of the batch and not Σ w_n, as in Keras 3 ("sum_over_batch_size"):
 * a batch of light windows moves the weights less. in: weights [B] or none  out: scalar
 */
export function meanLoss(loss: Loss, targets: Tensor, outputs: Tensor, weights?: Tensor): Scalar {
  const ofWindows = loss.ofWindows(targets, outputs);
  return tf.mean(weights ? tf.mul(ofWindows, weights) : ofWindows).asScalar();
}
