import { tf, type Scalar, type Tensor } from "../tensorflow/index.ts";

export const LOSSES = ["meanSquaredError", "huber"] as const;
export type LossName = (typeof LOSSES)[number];

/**
 * Loss of a batch. Mean squared error: mean of e². Huber 1964 with δ = 1: e²/2 where |e| ≤ 1, |e| − 1/2 beyond, so that
 * a crash weighs by its size and not by its square.
 * in: targets [B, 1], outputs [B, 1]  out: scalar
 */
export function lossOf(name: LossName, targets: Tensor, outputs: Tensor): Scalar {
  const loss = name === "huber" ? tf.losses.huberLoss(targets, outputs) : tf.losses.meanSquaredError(targets, outputs);
  return loss.asScalar();
}
