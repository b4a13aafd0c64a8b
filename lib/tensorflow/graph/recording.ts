import type { Tensor, TensorInfo, Variable } from "@tensorflow/tfjs";
import type { OpAttribute } from "../native.ts";

/** What tfjs identifies the data of a tensor by. */
export type DataId = TensorInfo["dataId"];

/** A constant that the step makes from JavaScript values. */
export type Constant = { readonly kind: "constant"; readonly dtype: string; readonly shape: readonly number[]; readonly values: ArrayLike<number> };

/** A constant's values in the array of its type; the two halves of a 64-bit integer stand as they are. */
export function typedValues({ dtype, values }: Constant): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> {
  if (dtype === "float32") return Float32Array.from(values);
  return dtype === "bool" ? Uint8Array.from(values) : Int32Array.from(values);
}

/** Where a tensor comes from: the step's arguments, a variable, the world outside, a constant, or an op of the step. */
export type Source =
  | { readonly kind: "input"; readonly index: number }
  | { readonly kind: "variable"; readonly variable: Variable }
  | { readonly kind: "captured"; readonly tensor: TensorInfo }
  | Constant
  | { readonly kind: "op"; readonly op: RecordedOp; readonly output: number };

/** One op as it ran, with the shapes of its outputs. */
export type RecordedOp = { readonly index: number; readonly name: string; readonly attributes: readonly OpAttribute[]; readonly inputs: readonly Source[]; readonly shapes: readonly (readonly number[])[] };

/** Everything a step did in one run, in order. */
export type Recording = {
  readonly inputs: readonly Tensor[];
  readonly ops: readonly RecordedOp[];
  /** Where each returned tensor comes from. */
  readonly outputs: readonly Source[];
  /** Variables that the step assigned, and where their new values come from. */
  readonly assigned: readonly { readonly variable: Variable; readonly source: Source }[];
};

/** Why two runs of one step are not the same computation, or undefined. The sentence names the op. */
export function difference(a: Recording, b: Recording): string | undefined {
  const length = Math.max(a.ops.length, b.ops.length);
  for (let k = 0; k < length; k++) {
    const [before, after] = [a.ops[k], b.ops[k]];
    if (!before || !after) return `one run has ${a.ops.length} ops and the next ${b.ops.length}, the first of them that only one has is ${(before ?? after)!.name}`;
    if (before.name !== after.name) return `op ${k} was ${before.name} in one run and ${after.name} in the next`;
    if (JSON.stringify(before.attributes) !== JSON.stringify(after.attributes)) return `the attributes of ${nameOf(before)} differ between two runs`;
    if (before.inputs.length !== after.inputs.length) return `${nameOf(before)} had ${before.inputs.length} inputs in one run and ${after.inputs.length} in the next`;
    for (let n = 0; n < before.inputs.length; n++) {
      const reason = differentSources(before.inputs[n]!, after.inputs[n]!);
      if (reason) return `input ${n} of ${nameOf(before)} ${reason}`;
    }
  }
  if (a.outputs.length !== b.outputs.length) return `it returned ${a.outputs.length} tensors in one run and ${b.outputs.length} in the next`;
  for (let k = 0; k < a.outputs.length; k++) {
    const reason = differentSources(a.outputs[k]!, b.outputs[k]!);
    if (reason) return `output ${k} ${reason}`;
  }
  if (a.assigned.length !== b.assigned.length) return `it assigned ${a.assigned.length} variables in one run and ${b.assigned.length} in the next`;
  for (let k = 0; k < a.assigned.length; k++) {
    const [before, after] = [a.assigned[k]!, b.assigned[k]!];
    if (before.variable !== after.variable) return `it assigned "${before.variable.name}" in one run and "${after.variable.name}" in the next`;
    const reason = differentSources(before.source, after.source);
    if (reason) return `the new value of the variable "${before.variable.name}" ${reason}`;
  }
  return undefined;
}

/** An op as an error names it. */
export function nameOf({ index, name }: RecordedOp): string {
  return `${name} (op ${index})`;
}

function differentSources(a: Source, b: Source): string | undefined {
  if (a.kind === "constant" && b.kind === "constant") {
    const same = a.dtype === b.dtype && a.shape.join() === b.shape.join() && sameValues(a.values, b.values);
    return same ? undefined : `is another constant in every run (${a.dtype} [${a.shape.join(", ")}])`;
  }
  if (a.kind === "captured" && b.kind === "captured") return a.tensor.dataId === b.tensor.dataId ? undefined : "is another tensor from outside in every run; make it an argument of the step";
  if (a.kind === "variable" && b.kind === "variable") return a.variable === b.variable ? undefined : `was the variable "${a.variable.name}" in one run and "${b.variable.name}" in the next`;
  if (a.kind === "input" && b.kind === "input" && a.index === b.index) return undefined;
  if (a.kind === "op" && b.kind === "op" && a.op.index === b.op.index && a.output === b.output) return undefined;
  return `was ${describeSource(a)} in one run and ${describeSource(b)} in the next`;
}

/** A source as an error names it. */
export function describeSource(source: Source): string {
  switch (source.kind) {
    case "input": return `argument ${source.index} of the step`;
    case "variable": return `the variable "${source.variable.name}"`;
    case "captured": return "a tensor from outside the step";
    case "constant": return "a constant";
    case "op": return `output ${source.output} of ${nameOf(source.op)}`;
  }
}

/** Equal to the last bit; NaN equals NaN. */
function sameValues(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (!Object.is(a[k], b[k])) return false;
  return true;
}
