import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";

/** Outputs with the tensors their gradient needs, and the gradient. */
export type Differentiable = {
  readonly outputs: Tensor[];
  readonly saved: Tensor[];
  /** dL/d each output and those tensors → dL/d each input, in order; only the functions of inputs that need a gradient are called. */
  readonly gradient: (dOutputs: readonly Tensor[], saved: readonly Tensor[]) => readonly (() => Tensor)[];
};

type KernelCall = {
  readonly forwardFunc: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor[];
  readonly backwardsFunc: (dOutputs: Tensor | Tensor[], saved: Tensor[]) => Record<string, () => Tensor>;
  readonly inputs: Record<string, Tensor>;
};

/**
 * Runs `forward` on the inputs and puts its gradient in the place of the one the tape would record.
 * `tf.customGrad` allows one output and computes the gradient of every input; the engine's call below it does neither.
 * An output that nothing depends on gets a gradient of zeros: return only what is asked for.
 */
export function withGradients(inputs: readonly Tensor[], forward: () => Differentiable): Tensor[] {
  let gradient: Differentiable["gradient"] = () => [];
  const call: KernelCall = {
    inputs: Object.fromEntries(inputs.entries()),
    forwardFunc: (_, save) => {
      const { outputs, saved, ...rest } = forward();
      gradient = rest.gradient;
      save(saved);
      return outputs;
    },
    backwardsFunc: (dOutputs, saved) => Object.fromEntries(gradient(Array.isArray(dOutputs) ? dOutputs : [dOutputs], saved).entries()),
  };
  return tf.engine()["runKernelFunc"](call);
}
