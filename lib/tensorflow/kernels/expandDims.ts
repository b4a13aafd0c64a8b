import type * as tfjs from "@tensorflow/tfjs";
import { tensorflowType } from "../tensorflowType.ts";
import { kernelBackend } from "./backend.ts";

/** Replaces the native package's kernel of tf.expandDims, which leaves the tensor's type to be guessed: in a recorded step nobody can. */
export function replaceExpandDims(tf: typeof tfjs): void {
  tf.unregisterKernel(tf.ExpandDims, "tensorflow");
  tf.registerKernel({
    kernelName: tf.ExpandDims,
    backendName: "tensorflow",
    kernelFunc: ({ attrs, inputs, ...given }) => {
      const backend = kernelBackend(given.backend);
      const { TF_ATTR_TYPE, TF_INT32 } = backend.binding;
      const input = inputs["input"]!;
      const dim = tf.scalar(Number(attrs?.["dim"] ?? 0), "int32");
      const output = backend.executeSingleOutput("ExpandDims", [
        { name: "T", type: TF_ATTR_TYPE, value: tensorflowType(input.dtype) },
        { name: "Tdim", type: TF_ATTR_TYPE, value: TF_INT32 },
      ], [input, dim]);
      dim.dispose();
      return output;
    },
  });
}
