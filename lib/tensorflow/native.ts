import type { Tensor, TensorInfo } from "@tensorflow/tfjs";
import { TensorflowError } from "./error.ts";
import { tf } from "./load.ts";

/** An attribute of a TensorFlow op: its name, its kind and its value. */
export type OpAttribute = { readonly name: string; readonly type: number; readonly value: number | boolean | string | readonly (number | boolean | string)[] };

type Binding = {
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_Version: string;
  /** True where the binding was compiled together with this project's own ops. */
  readonly marketbookOps?: boolean;
};

type NativeBackend = {
  readonly binding: Binding;
  readonly isUsingGpuDevice: boolean;
  executeMultipleOutputs(name: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[], outputs: number): Tensor[];
};

/** Whether ops can be sent to TensorFlow's own runtime by name. */
export function isNative(): boolean {
  return isNativeBackend(tf.backend());
}

/** Whether this project's own ops can run: they are compiled into the binding at set-up, for the CPU alone. */
export function hasNativeOps(): boolean {
  const backend: unknown = tf.backend();
  return isNativeBackend(backend) && backend.binding.marketbookOps === true && !backend.isUsingGpuDevice;
}

/** TensorFlow's runtime behind TensorFlow.js. Throws on wasm, where there is none. */
export function nativeBackend(): NativeBackend {
  const backend: unknown = tf.backend();
  if (!isNativeBackend(backend)) throw new TensorflowError(`this op needs the native engine, the backend is "${tf.getBackend()}"`);
  return backend;
}

/** Runs one TensorFlow op by its registered name; no gradient is recorded. */
export function runOp(name: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[], outputs: number): Tensor[] {
  return nativeBackend().executeMultipleOutputs(name, attributes, inputs, outputs);
}

function isNativeBackend(backend: unknown): backend is NativeBackend {
  return typeof backend === "object" && backend !== null && "executeMultipleOutputs" in backend;
}
