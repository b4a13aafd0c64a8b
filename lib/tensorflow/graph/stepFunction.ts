import type { Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import { nativeBackend, type OpAttribute } from "../native.ts";
import type { GraphBackend } from "./backend.ts";
import { graphOf } from "./graphDef.ts";
import type { Recording } from "./recording.ts";

/** A recorded step as one TensorFlow function. */
export type StepFunction = {
  readonly ops: number;
  /** Runs the step: assigns its variables, returns its tensors. */
  run(inputs: readonly Tensor[]): Tensor[];
  /** Takes the function out of TensorFlow's library. */
  remove(): void;
};

let made = 0;

/** Makes a function of a recording. Throws where TensorFlow refuses the graph. */
export function stepFunction(name: string, backend: GraphBackend, recording: Recording, xla: boolean): StepFunction {
  const { binding } = backend;
  const { bytes, captured, outputs, placeholders, variables } = graphOf(recording, binding);
  const own = `marketbook_${name.replaceAll(/[^A-Za-z0-9_]/g, "_")}_${made++}`;
  binding.addFunction(own, bytes, placeholders, outputs.map(({ node }) => node), outputs.map(({ index }) => index), xla);
  const attributes: OpAttribute[] = xla ? [] : [{ name: "executor_type", type: binding.TF_ATTR_STRING, value: "" }];
  const results = recording.outputs.length;
  const assigned = recording.assigned.map(({ variable }) => variable);
  return {
    ops: recording.ops.length,
    run: (inputs) => {
      const lost = variables.find((variable) => variable.isDisposed);
      if (lost) throw new TensorflowError(`${name}: the variable "${lost.name}" that the step was recorded with is disposed. Compile the step again with the variables it now has.`);
      if (captured.some(({ dataId }) => !backend.tensorMap.has(dataId))) throw new TensorflowError(`${name}: a tensor from outside that the step was recorded with is disposed. Keep it (tf.keep), or make it an argument of the step.`);
      const tensors = nativeBackend().executeMultipleOutputs(own, attributes, [...inputs, ...variables, ...captured], outputs.length);
      assigned.forEach((variable, k) => {
        variable.assign(tensors[results + k]!);
        tensors[results + k]!.dispose();
      });
      return tensors.slice(0, results);
    },
    remove: () => binding.removeFunction(own),
  };
}
