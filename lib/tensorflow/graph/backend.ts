import type { Tensor, TensorInfo } from "@tensorflow/tfjs";
import { nativeBackend, runOp, type OpAttribute } from "../native.ts";
import { tensorflowType } from "../tensorflowType.ts";
import type { DataId } from "./recording.ts";

/** The doors of the native backend through which every op, every constant and every read of a tensor's data passes. */
export type Doors = {
  executeSingleOutput(name: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(name: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[], outputs: number): Tensor[];
  write(values: ArrayLike<number>, shape: number[], dtype: string): DataId;
  readSync(dataId: DataId): unknown;
  read(dataId: DataId): Promise<unknown>;
};

/** What graph mode needs of the binding: functions by name, and the numbers of types and attribute kinds. */
export type FunctionBinding = {
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  createTensor(shape: readonly number[], type: number, values: Float32Array | Int32Array | Uint8Array): number;
  executeOp(name: string, attributes: readonly OpAttribute[], inputs: readonly number[], outputs: number): OpOutput[];
  deleteTensor(id: number): void;
  addFunction(name: string, graph: Uint8Array, inputs: readonly string[], outputs: readonly string[], indices: readonly number[], xla: boolean): void;
  removeFunction(name: string): void;
};

/** What the binding tells of a tensor that an op made. */
export type OpOutput = { readonly id: number; readonly shape: number[]; readonly dtype: number };

export type GraphBackend = Doors & {
  readonly binding: FunctionBinding;
  readonly tensorMap: { has(dataId: DataId): boolean };
  /** How many tensors hold this data. */
  refCount(dataId: DataId): number;
  /** The binding's numbers of tensors; what lives in JavaScript still is brought to the device. */
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  createOutputTensor(output: OpOutput): Tensor;
};

/** The native backend where its binding holds functions; undefined elsewhere, where steps run as they are. */
export function graphBackend(backend: unknown): GraphBackend | undefined {
  return isGraphBackend(backend) ? backend : undefined;
}

function isGraphBackend(backend: unknown): backend is GraphBackend {
  return typeof backend === "object" && backend !== null && "tensorMap" in backend && "binding" in backend
    && typeof backend.binding === "object" && backend.binding !== null && "addFunction" in backend.binding;
}

/** A tensor of its own with the same data: another identity, no copy of the buffer. */
export function sameDataApart(tensor: Tensor): Tensor {
  const type = { name: "T", type: nativeBackend().binding.TF_ATTR_TYPE, value: tensorflowType(tensor.dtype) };
  return runOp("Identity", [type], [tensor], 1)[0]!;
}
