import type { TensorInfo, Variable } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import type { GraphBackend } from "./backend.ts";

/** A step is never run on what is gone. */
export function refuseDisposed(name: string, backend: GraphBackend, variables: readonly Variable[], captured: readonly TensorInfo[]): void {
  const lost = variables.find((variable) => variable.isDisposed);
  if (lost) throw new TensorflowError(`${name}: the variable "${lost.name}" that the step was recorded with is disposed. Compile the step again with the variables it now has.`);
  if (captured.some(({ dataId }) => !backend.tensorMap.has(dataId))) throw new TensorflowError(`${name}: a tensor from outside that the step was recorded with is disposed. Keep it (tf.keep), or make it an argument of the step.`);
}
