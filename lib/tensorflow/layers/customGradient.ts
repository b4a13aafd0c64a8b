import type { Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
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
 * There is no gradient of that gradient: what `forward` saved hangs on nothing, and a part of it would be lost in silence. It is refused.
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
    backwardsFunc: (dOutputs, saved) => {
      if (isTaped()) throw new TensorflowError(NO_SECOND);
      return Object.fromEntries(gradient(Array.isArray(dOutputs) ? dOutputs : [dOutputs], saved).entries());
    },
  };
  return tf.engine()["runKernelFunc"](call);
}

/** Whether ops are being written down for a gradient right now; in a gradient's own computation: for one of a higher order. */
export function isTaped(): boolean {
  const { gradientDepth, kernelDepth } = tf.engine().state;
  return gradientDepth > 0 && kernelDepth === 0;
}

const NO_SECOND = "a gradient of a gradient is asked for through a layer that has a first one alone. Compute the penalty from other parts of the network, or by differences of first gradients.";
