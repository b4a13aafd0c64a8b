import type { layers, Shape, Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "./error.ts";
import { tf } from "./load.ts";

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

/** Output of a layer or of a model with one output, for a tensor. */
export function applyTo(layer: layers.Layer, x: Tensor, { training = false }: { readonly training?: boolean } = {}): Tensor {
  const output = layer.apply(x, { training });
  if (output instanceof tf.Tensor) return output;
  throw new TensorflowError(`"${layer.name}" has ${Array.isArray(output) ? output.length : "symbolic"} outputs where one tensor is expected`);
}

/** Greatest absolute difference of two tensors of one shape. */
export function largestDifference(a: Tensor, b: Tensor): number {
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]!);
}
