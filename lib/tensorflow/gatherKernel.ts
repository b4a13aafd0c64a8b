import type * as tfjs from "@tensorflow/tfjs";
import type { OpAttribute } from "./native.ts";

/**
 * Replaces the native package's kernel of tf.gather, which reads all indices back to check them: that halts the device, and no step
 * with a gather or an embedding could be recorded. TensorFlow's own op checks them too, on the CPU.
 */
export function gatherOnDevice(tf: typeof tfjs): void {
  tf.unregisterKernel(tf.GatherV2, "tensorflow");
  tf.registerKernel({
    kernelName: tf.GatherV2,
    backendName: "tensorflow",
    kernelFunc: ({ attrs, backend, inputs: { indices, x } }) => {
      if (!runsOps(backend)) throw new TypeError("the kernel of gather was called with another backend than TensorFlow's");
      const { TF_ATTR_INT, TF_ATTR_TYPE, TF_FLOAT, TF_INT32, TF_BOOL } = backend.binding;
      const types: Readonly<Record<string, number>> = { float32: TF_FLOAT, int32: TF_INT32, bool: TF_BOOL };
      const { axis = 0, batchDims = 0 } = attrs ?? {};
      const axisTensor = tf.scalar(Number(axis), "int32");
      const output = backend.executeSingleOutput("GatherV2", [
        { name: "batch_dims", type: TF_ATTR_INT, value: Number(batchDims) },
        { name: "Tparams", type: TF_ATTR_TYPE, value: types[x!.dtype] ?? TF_FLOAT },
        { name: "Tindices", type: TF_ATTR_TYPE, value: types[indices!.dtype] ?? TF_INT32 },
        { name: "Taxis", type: TF_ATTR_TYPE, value: TF_INT32 },
      ], [x!, indices!, axisTensor]);
      axisTensor.dispose();
      return output;
    },
  });
}

type Ops = {
  readonly binding: { readonly TF_ATTR_INT: number; readonly TF_ATTR_TYPE: number; readonly TF_FLOAT: number; readonly TF_INT32: number; readonly TF_BOOL: number };
  executeSingleOutput(name: string, attributes: readonly OpAttribute[], inputs: readonly tfjs.TensorInfo[]): tfjs.TensorInfo;
};

function runsOps(backend: unknown): backend is Ops {
  return typeof backend === "object" && backend !== null && "executeSingleOutput" in backend;
}
