import type * as tfjs from "@tensorflow/tfjs";
import { plainRoutes } from "../graph/plainRoutes.ts";
import { tensorflowType } from "../tensorflowType.ts";
import { kernelBackend, type KernelBackend } from "./backend.ts";

/**
 * Replaces the native package's kernel of tf.matMul: products of the sizes that models of bars have go to this project's own op, which is
 * compiled for the processor at hand; large ones, other types and broadcast axes go to TensorFlow's. The gradient is tfjs's, of products again.
 */
export function replaceMatMul(tf: typeof tfjs): void {
  tf.unregisterKernel(tf.BatchMatMul, "tensorflow");
  tf.registerKernel({
    kernelName: tf.BatchMatMul,
    backendName: "tensorflow",
    kernelFunc: ({ attrs, inputs, ...given }) => {
      const backend = kernelBackend(given.backend);
      const { TF_ATTR_BOOL, TF_ATTR_INT, TF_ATTR_TYPE } = backend.binding;
      const [a, b] = [inputs["a"]!, inputs["b"]!];
      const [transposeA, transposeB] = [attrs?.["transposeA"] === true, attrs?.["transposeB"] === true];
      if (isOurs(backend, a, b, transposeA, transposeB)) {
        return backend.executeSingleOutput("MarketbookMatMul", [
          { name: "transpose_a", type: TF_ATTR_INT, value: Number(transposeA) },
          { name: "transpose_b", type: TF_ATTR_INT, value: Number(transposeB) },
        ], [a, b]);
      }
      return backend.executeSingleOutput("BatchMatMulV2", [
        { name: "T", type: TF_ATTR_TYPE, value: tensorflowType(a.dtype) },
        { name: "adj_x", type: TF_ATTR_BOOL, value: transposeA },
        { name: "adj_y", type: TF_ATTR_BOOL, value: transposeB },
      ], [a, b]);
    },
  });
}

/** Products of numbers in one multiplication beyond which TensorFlow's blocked kernel is as fast. */
const LARGE = 2 ** 26;

function isOurs(backend: KernelBackend, a: tfjs.TensorInfo, b: tfjs.TensorInfo, transposeA: boolean, transposeB: boolean): boolean {
  if (backend.binding.marketbookOps !== true || backend.isUsingGpuDevice || plainRoutes()) return false;
  if (a.dtype !== "float32" || b.dtype !== "float32" || a.shape.length !== b.shape.length) return false;
  const batch = a.shape.slice(0, -2);
  if (batch.join() !== b.shape.slice(0, -2).join()) return false;
  const [m = 1, n = 1] = a.shape.slice(-2);
  const [rows, depth] = transposeA ? [n, m] : [m, n];
  const columns = b.shape.at(transposeB ? -2 : -1) ?? 1;
  return rows * depth * columns <= LARGE;
}
