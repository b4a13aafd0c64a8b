import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { seededUniform } from "./seededUniform.ts";

/**
 * What dropout multiplies with: 1/(1−rate) with probability 1−rate, else 0, so that the mean stays. Srivastava 2014.
 * in: counter, int32 scalar  out: float32 of the shape
 */
export function dropoutMask(shape: number[], rate: number, seed: number, counter: Tensor): Tensor {
  return tf.mul(tf.cast(tf.greaterEqual(seededUniform(shape, seed, counter), rate), "float32"), 1 / (1 - rate));
}
