import type { Tensor } from "@tensorflow/tfjs";
import { nativeBackend } from "../native.ts";
import type { GraphBackend } from "./backend.ts";
import { refuseDisposed } from "./disposed.ts";
import { graphOf } from "./graphDef.ts";
import { isShort, opReplay } from "./opReplay.ts";
import type { Recording } from "./recording.ts";
import { withoutIdleReshapes } from "./withoutIdleReshapes.ts";

/** A recorded step that runs without TensorFlow.js. */
export type StepFunction = {
  readonly ops: number;
  /** Runs the step: assigns its variables, returns its tensors. */
  run(inputs: readonly Tensor[]): Tensor[];
  /** Frees what it holds in TensorFlow. */
  remove(): void;
};

/** Makes a recording runnable: as one TensorFlow function, or op by op where it is so short that calling a function costs more. */
export function stepFunction(name: string, backend: GraphBackend, recording: Recording, xla: boolean): StepFunction {
  const ops = recording.ops.length;
  const shorter = withoutIdleReshapes(recording);
  return { ops, ...(isShort(shorter) && !xla ? opReplay(name, backend, shorter) : oneFunction(name, backend, recording, xla)) };
}

let made = 0;

function oneFunction(name: string, backend: GraphBackend, recording: Recording, xla: boolean): Omit<StepFunction, "ops"> {
  const { binding } = backend;
  const { bytes, captured, outputs, placeholders, variables } = graphOf(recording, binding);
  const own = `marketbook_${name.replaceAll(/[^A-Za-z0-9_]/g, "_")}_${made++}`;
  binding.addFunction(own, bytes, placeholders, outputs.map(({ node }) => node), outputs.map(({ index }) => index), xla);
  const results = recording.outputs.length;
  const assigned = recording.assigned.map(({ variable }) => variable);
  return {
    run: (inputs) => {
      refuseDisposed(name, backend, variables, captured);
      const tensors = nativeBackend().executeMultipleOutputs(own, [], [...inputs, ...variables, ...captured], outputs.length);
      assigned.forEach((variable, k) => {
        variable.assign(tensors[results + k]!);
        tensors[results + k]!.dispose();
      });
      return tensors.slice(0, results);
    },
    remove: () => binding.removeFunction(own),
  };
}
