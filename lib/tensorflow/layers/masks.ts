import type { Tensor } from "@tensorflow/tfjs";

const none: Tensor[] = [];

/** No mask. TensorFlow.js hands an absent mask on as undefined and has no type for it. */
export const noMask: Tensor = none[0]!;

/** The mask of a layer's first input; further inputs are states, which have none. */
export function carriedMask(mask: Tensor | Tensor[] | undefined): Tensor {
  return (Array.isArray(mask) ? mask[0] : mask) ?? noMask;
}
