import type { Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";

const none: Tensor[] = [];

/** No mask. TensorFlow.js hands an absent mask on as undefined and has no type for it. */
export const noMask: Tensor = none[0]!;

/** The mask of a layer's first input; further inputs are states, which have none. */
export function carriedMask(mask: Tensor | Tensor[] | undefined): Tensor {
  return (Array.isArray(mask) ? mask[0] : mask) ?? noMask;
}

/**
 * Refuses a mask that came past a layer that knows none. A model of TensorFlow.js hands the last mask it saw to every later call,
 * but tells `computeMask` the masks that its inputs really have.
 */
export function refusePassedMask(layer: string, wasMasked: boolean, masks: Tensor | Tensor[] | undefined): void {
  if (!wasMasked || !Array.isArray(masks) || masks[0]) return;
  throw new TensorflowError(
    `"${layer}": the mask of an earlier layer was handed past a layer that knows none, so that it does not belong to this input. Keras drops it there; mask behind that layer, or not at all.`,
  );
}
