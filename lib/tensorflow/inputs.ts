import type { Shape, Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "./error.ts";

/** The one tensor of a layer's call; Keras passes it bare or in a list. */
export function singleTensor(inputs: Tensor | Tensor[]): Tensor {
  const tensor = Array.isArray(inputs) ? inputs[0] : inputs;
  if (tensor === undefined) throw new TensorflowError("a layer was called without an input");
  return tensor;
}

/** The one shape of a layer's input, of the rank that the layer needs. */
export function singleShape(layer: string, inputShape: Shape | Shape[], rank: number): readonly (number | null)[] {
  const shape = isShapes(inputShape) ? inputShape[0] : inputShape;
  if (shape?.length !== rank) throw new TensorflowError(`${layer}: the input needs ${rank} axes, got the shape [${shape?.map((size) => size ?? "B").join(", ")}]`);
  return shape;
}

function isShapes(shape: Shape | Shape[]): shape is Shape[] {
  return Array.isArray(shape[0]);
}
