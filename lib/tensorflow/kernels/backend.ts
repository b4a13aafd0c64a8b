import type { TensorInfo } from "@tensorflow/tfjs";
import type { OpAttribute } from "../native.ts";

/** What a kernel of the native backend sees of it. */
export type KernelBackend = {
  readonly isUsingGpuDevice: boolean;
  readonly binding: {
    readonly TF_ATTR_INT: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_ATTR_TYPE: number;
    readonly TF_INT32: number;
    readonly marketbookOps?: boolean;
  };
  executeSingleOutput(name: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[]): TensorInfo;
};

/** The backend that a kernel was called with. Kernels are registered for the native one alone. */
export function kernelBackend(backend: unknown): KernelBackend {
  if (isKernelBackend(backend)) return backend;
  throw new TypeError("a kernel of the native backend was called with another one");
}

function isKernelBackend(backend: unknown): backend is KernelBackend {
  return typeof backend === "object" && backend !== null && "executeSingleOutput" in backend;
}
