import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";

/** A value with the tensors its gradient needs, and the gradient: dL/dvalue and those tensors → dL/d each input, in order. */
export type Differentiable = {
  readonly value: Tensor;
  readonly saved: Tensor[];
  readonly gradient: (dValue: Tensor, saved: Tensor[]) => Tensor[];
};

/** Runs `forward` on the inputs and puts its gradient in the place of the one the tape would record. */
export function withGradient(inputs: readonly Tensor[], forward: () => Differentiable): Tensor {
  const differentiable = tf.customGrad((...all) => {
    const save = all[all.length - 1];
    const { gradient, saved, value } = forward();
    if (typeof save === "function") save(saved);
    return { value, gradFunc: gradient };
  });
  return differentiable(...inputs);
}
