import type * as tfjs from "@tensorflow/tfjs";
import { tensorflowType } from "../tensorflowType.ts";
import { kernelBackend } from "./backend.ts";

/**
 * Replaces the native package's kernel of tf.gather, which reads all indices back to check them: that halts the device, and no step
 * with a gather or an embedding could be recorded. TensorFlow's own op checks them too, on the CPU.
 */
export function replaceGather(tf: typeof tfjs): void {
  tf.unregisterKernel(tf.GatherV2, "tensorflow");
  tf.registerKernel({
    kernelName: tf.GatherV2,
    backendName: "tensorflow",
    kernelFunc: ({ attrs, inputs, ...given }) => {
      const backend = kernelBackend(given.backend);
      const { TF_ATTR_INT, TF_ATTR_TYPE, TF_INT32 } = backend.binding;
      const [x, indices] = [inputs["x"]!, inputs["indices"]!];
      const axis = tf.scalar(Number(attrs?.["axis"] ?? 0), "int32");
      const output = backend.executeSingleOutput("GatherV2", [
        { name: "batch_dims", type: TF_ATTR_INT, value: Number(attrs?.["batchDims"] ?? 0) },
        { name: "Tparams", type: TF_ATTR_TYPE, value: tensorflowType(x.dtype) },
        { name: "Tindices", type: TF_ATTR_TYPE, value: tensorflowType(indices.dtype) },
        { name: "Taxis", type: TF_ATTR_TYPE, value: TF_INT32 },
      ], [x, indices, axis]);
      axis.dispose();
      return output;
    },
  });
}
