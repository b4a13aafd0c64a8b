import type { Tensor, TensorInfo, Variable } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import { tf } from "../load.ts";
import type { OpAttribute } from "../native.ts";
import { sameDataApart, type Doors, type GraphBackend } from "./backend.ts";
import { tensorsOf, type StepResult } from "./stepResult.ts";
import { describeSource, type Constant, type DataId, type RecordedOp, type Recording, type Source } from "./recording.ts";

/** One run of a step: what it returned, what it did, and what it left behind that the next run may do without: variables, kept tensors. */
export type RecordedRun<Result> = { readonly result: Result; readonly tensors: readonly Tensor[]; readonly recording: Recording; readonly unsettled: string | undefined };

let running = false;

/** Whether a step is being recorded right now. */
export function isRecording(): boolean {
  return running;
}

/**
 * Runs a step once, for real, and writes down every op. The arguments enter under identities of their own, and variables that share
 * one buffer with another tensor are parted from it first, so that each tensor of the step has exactly one origin.
 */
export function record<Result extends StepResult>(name: string, backend: GraphBackend, step: (inputs: readonly Tensor[]) => Result, given: readonly Tensor[]): RecordedRun<Result> {
  partVariables(backend);
  const before = new Map(Object.values(tf.engine().registeredVariables).map((variable) => [variable, variable.dataId]));
  const inputs = given.map(sameDataApart);
  const ops: RecordedOp[] = [];
  const sources = new Map<DataId, Source>([...before].map(([variable, dataId]): [DataId, Source] => [dataId, { kind: "variable", variable }]));
  inputs.forEach((input, index) => sources.set(input.dataId, { kind: "input", index }));
  const doors = watchedDoors(name, backend, ops, sources);
  let result: Result;
  running = true;
  try {
    Object.assign(backend, doors.watched);
    result = step(inputs);
  } finally {
    for (const door of Object.keys(doors.watched)) Reflect.deleteProperty(backend, door); // the prototype's own stand behind them
    running = false;
    tf.dispose(inputs);
  }
  const refusal = doors.refused();
  if (refusal) throw refusal;
  const tensors = tensorsOf(name, result);
  const after = Object.values(tf.engine().registeredVariables);
  const assigned = after.filter((variable) => before.has(variable) && before.get(variable) !== variable.dataId);
  return {
    result,
    tensors,
    unsettled: after.length !== before.size || after.some((variable) => !before.has(variable))
      ? "it makes or disposes variables whenever it runs"
      : keeps(backend, sources, [...tensors, ...after]) ? "it keeps a tensor (tf.keep) whenever it runs; return it, or assign it to a variable" : undefined,
    recording: {
      inputs: given,
      ops,
      outputs: tensors.map((tensor) => origin(sources, tensor)),
      assigned: assigned.map((variable) => ({ variable, source: origin(sources, variable) })),
    },
  };
}

/** Gives each variable data of its own where another variable or tensor holds the same, as after `a.assign(b)` or `tf.variable(b)`. */
function partVariables(backend: GraphBackend): void {
  for (const variable of Object.values(tf.engine().registeredVariables)) {
    if (backend.refCount(variable.dataId) > 1) assignApart(variable);
  }
}

/** Whether something that the step made, or was given, lives on and is none of its results. */
function keeps(backend: GraphBackend, sources: ReadonlyMap<DataId, Source>, expected: readonly Tensor[]): boolean {
  const known = new Set(expected.map(({ dataId }) => dataId));
  const isOwn = ({ kind }: Source) => kind !== "variable" && kind !== "captured";
  return [...sources].some(([dataId, source]) => isOwn(source) && !known.has(dataId) && backend.tensorMap.has(dataId));
}

function assignApart(variable: Variable): void {
  const copy = sameDataApart(variable);
  variable.assign(copy);
  copy.dispose();
}

/** Where a tensor comes from. What nobody in the step made was there before: it is captured, and lives as long as its owner lets it. */
function origin(sources: Map<DataId, Source>, tensor: TensorInfo): Source {
  const known = sources.get(tensor.dataId);
  if (known?.kind !== "constant" && known !== undefined) return known;
  const source: Source = known === undefined
    ? { kind: "captured", tensor: { dataId: tensor.dataId, shape: tensor.shape.slice(), dtype: tensor.dtype } }
    : { ...known, values: Array.from(known.values) }; // the array may be filled anew after its use here
  sources.set(tensor.dataId, source);
  return source;
}

/** The backend's doors, each doing what it did and writing it down. */
function watchedDoors(name: string, backend: GraphBackend, ops: RecordedOp[], sources: Map<DataId, Source>): { watched: Doors; refused(): TensorflowError | undefined } {
  const plain: Doors = {
    executeSingleOutput: backend.executeSingleOutput.bind(backend),
    executeMultipleOutputs: backend.executeMultipleOutputs.bind(backend),
    write: backend.write.bind(backend),
    readSync: backend.readSync.bind(backend),
    read: backend.read.bind(backend),
  };
  let refusal: TensorflowError | undefined;
  const refuse = (text: string): never => {
    refusal ??= new TensorflowError(`${name}: ${text}`);
    throw refusal;
  };
  const note = (op: string, attributes: readonly OpAttribute[], inputs: readonly TensorInfo[], outputs: readonly Tensor[]) => {
    const recorded: RecordedOp = { index: ops.length, name: op, attributes, inputs: inputs.map((tensor) => int64Constant(tensor) ?? origin(sources, tensor)), shapes: outputs.map(({ shape }) => shape.slice()) };
    ops.push(recorded);
    outputs.forEach((tensor, output) => sources.set(tensor.dataId, { kind: "op", op: recorded, output }));
  };
  const refuseOp = (op: string) => {
    if (DRAWS.has(op)) refuse(`${op} draws random numbers from a hidden state, which a recorded step cannot repeat. Draw them with seededUniform or seededNormal and a counter.`);
    if (SHAPED_BY_DATA.has(op)) refuse(`the shape of what ${op} gives depends on the data, and a recorded step has fixed shapes. Do it outside the step, or weight by a mask of fixed shape.`);
  };
  const refuseRead = (dataId: DataId) => {
    const source = sources.get(dataId);
    if (source?.kind !== "constant") refuse(`the step reads the data of ${source ? describeSource(source) : "a tensor from outside the step"}. A recorded step runs as a whole: compute with the tensor (tf.where, tf.less …) instead, or read it outside the step.`);
  };
  const watched: Doors = {
    executeSingleOutput: (op, attributes, inputs) => {
      refuseOp(op);
      const output = plain.executeSingleOutput(op, attributes, inputs);
      note(op, attributes, inputs, [output]);
      return output;
    },
    executeMultipleOutputs: (op, attributes, inputs, count) => {
      refuseOp(op);
      const outputs = plain.executeMultipleOutputs(op, attributes, inputs, count);
      note(op, attributes, inputs, outputs);
      return outputs;
    },
    write: (values, shape, dtype) => {
      const dataId = plain.write(values, shape, dtype);
      sources.set(dataId, { kind: "constant", dtype, shape: shape.slice(), values });
      return dataId;
    },
    readSync: (dataId) => {
      refuseRead(dataId);
      return plain.readSync(dataId);
    },
    read: (dataId) => {
      refuseRead(dataId);
      return plain.read(dataId);
    },
  };
  return { watched, refused: () => refusal };
}

/** The native package's own 64-bit integer, which is no tensor. Its two halves make the 8 bytes. */
function int64Constant(tensor: object): Constant | undefined {
  if (!("valueArray" in tensor && tensor.valueArray instanceof Int32Array)) return undefined;
  return { kind: "constant", dtype: "int64", shape: [], values: Array.from(tensor.valueArray) };
}

/** TensorFlow's ops whose kernels keep a random state. The Stateless… ones do not. */
const DRAWS = new Set([
  "Multinomial", "RandomUniform", "RandomUniformInt", "RandomStandardNormal", "TruncatedNormal", "ParameterizedTruncatedNormal",
  "RandomGamma", "RandomPoisson", "RandomPoissonV2", "RandomShuffle", "StatefulUniform", "StatefulStandardNormal", "StatefulStandardNormalV2",
]);

/** Ops whose output has as many rows as the data decide: JavaScript would take the shape of the recorded run for that of all. */
const SHAPED_BY_DATA = new Set([
  "Unique", "UniqueV2", "Where", "ListDiff", "NonMaxSuppressionV3", "NonMaxSuppressionV4", "NonMaxSuppressionV5", "SparseFillEmptyRows",
  "SparseReshape", "SparseSegmentMean", "SparseSegmentSum", "RaggedGather", "RaggedRange", "RaggedTensorToTensor", "StringNGrams", "StringSplit",
]);
