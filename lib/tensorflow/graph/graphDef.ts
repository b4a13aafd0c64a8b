import { createRequire } from "node:module";
import type * as protobufjs from "protobufjs";
import { tensorflowType } from "../tensorflowType.ts";
import type { FunctionBinding } from "./backend.ts";
import { typedValues, type Constant, type RecordedOp, type Recording, type Source } from "./recording.ts";
import type { TensorInfo, Variable } from "@tensorflow/tfjs";
import type { OpAttribute } from "../native.ts";

/** A recorded step as TensorFlow reads it, with what must be given when it is called. */
export type StepGraph = {
  readonly bytes: Uint8Array;
  /** Names of the placeholders: the step's arguments, then variables, then captured tensors. */
  readonly placeholders: readonly string[];
  readonly variables: readonly Variable[];
  readonly captured: readonly TensorInfo[];
  /** Nodes and output numbers of what comes back: the step's results, then the new values of the assigned variables. */
  readonly outputs: readonly { readonly node: string; readonly index: number }[];
};

/** Not named require: where a notebook loads this file as CommonJS, that name is taken. */
const requirePackage = createRequire(import.meta.url);
const protobuf: typeof protobufjs = requirePackage("protobufjs");

/** The messages of graph.proto, node_def.proto, attr_value.proto and tensor.proto of TensorFlow, as far as a step needs them. */
const GraphDef = protobuf.parse(`
  syntax = "proto3";
  message GraphDef { repeated NodeDef node = 1; VersionDef versions = 4; }
  message VersionDef { int32 producer = 1; }
  message NodeDef { string name = 1; string op = 2; repeated string input = 3; map<string, AttrValue> attr = 5; }
  message AttrValue {
    oneof value { ListValue list = 1; bytes s = 2; int64 i = 3; float f = 4; bool b = 5; int32 type = 6; TensorShape shape = 7; Tensor tensor = 8; }
    message ListValue { repeated bytes s = 2; repeated int64 i = 3; repeated float f = 4; repeated bool b = 5; repeated int32 type = 6; }
  }
  message TensorShape { message Dim { int64 size = 1; } repeated Dim dim = 2; }
  message Tensor { int32 dtype = 1; TensorShape tensorShape = 2; bytes tensorContent = 4; }
`, { keepCase: true }).root.lookupType("GraphDef");

/** Version of the graph's format that TensorFlow 2.x writes; ops keep their present meaning from it on. */
const PRODUCER = 1395;

/** Writes a recording as a graph: one node an op, placeholders for what comes from outside, Const nodes for constants. */
export function graphOf(recording: Recording, binding: FunctionBinding): StepGraph {
  const nodes: object[] = [];
  const variables: Variable[] = [];
  const captured: TensorInfo[] = [];
  const constants = new Map<Constant, string>();
  const placeholder = (name: string, { dtype, shape }: TensorInfo) => {
    nodes.push({ name, op: "Placeholder", attr: { dtype: { type: tensorflowType(dtype) }, shape: { shape: shapeOf(shape) } } });
    return name;
  };
  const indexIn = <T extends TensorInfo>(list: T[], item: T, same: (other: T) => boolean, prefix: string) => {
    const at = list.findIndex(same);
    if (at >= 0) return `${prefix}${at}`;
    list.push(item);
    return placeholder(`${prefix}${list.length - 1}`, item);
  };
  const reference = (source: Source): { node: string; index: number } => {
    switch (source.kind) {
      case "input": return { node: `input${source.index}`, index: 0 };
      case "variable": return { node: indexIn(variables, source.variable, (other) => other === source.variable, "variable"), index: 0 };
      case "captured": return { node: indexIn(captured, source.tensor, (other) => other.dataId === source.tensor.dataId, "captured"), index: 0 };
      case "op": return { node: nodeName(source.op), index: source.output };
      case "constant": {
        const name = constants.get(source) ?? `constant${constants.size}`;
        if (!constants.has(source)) nodes.push({ name, op: "Const", attr: { dtype: { type: tensorflowType(source.dtype) }, value: { tensor: tensorOf(source) } } });
        constants.set(source, name);
        return { node: name, index: 0 };
      }
    }
  };
  const inputs = recording.inputs.map((tensor, k) => placeholder(`input${k}`, tensor));
  for (const op of recording.ops) {
    const input = op.inputs.map(reference).map(({ index, node }) => (index === 0 ? node : `${node}:${index}`));
    nodes.push({ name: nodeName(op), op: op.name, input, attr: Object.fromEntries(op.attributes.map((attribute) => [attribute.name, attrValue(attribute, binding)])) });
  }
  const outputs = [...recording.outputs, ...recording.assigned.map(({ source }) => source)].map(reference);
  const bytes = GraphDef.encode(GraphDef.create({ node: nodes, versions: { producer: PRODUCER } })).finish();
  const placeholders = [...inputs, ...variables.map((_, k) => `variable${k}`), ...captured.map((_, k) => `captured${k}`)];
  return { bytes, placeholders, variables, captured, outputs };
}

function nodeName({ index, name }: RecordedOp): string {
  return `op${index}${/^[A-Za-z]/.test(name) ? "_" : ""}${name}`;
}

function shapeOf(shape: readonly number[]): object {
  return { dim: shape.map((size) => ({ size })) };
}

/** The bytes of tensor_content are those of the typed array, little-endian. */
function tensorOf(source: Constant): object {
  const { dtype, shape } = source;
  return { dtype: tensorflowType(dtype), tensorShape: shapeOf(shape), tensorContent: new Uint8Array(typedValues(source).buffer) };
}


function attrValue({ type, value }: OpAttribute, binding: FunctionBinding): object {
  const list = Array.isArray(value);
  const wrap = (key: string, of: (item: unknown) => unknown) => (list ? { list: { [key]: value.map(of) } } : { [key]: of(value) });
  switch (type) {
    case binding.TF_ATTR_STRING: return wrap("s", (text) => Buffer.from(String(text)));
    case binding.TF_ATTR_INT: return wrap("i", Number);
    case binding.TF_ATTR_FLOAT: return wrap("f", Number);
    case binding.TF_ATTR_BOOL: return wrap("b", Boolean);
    case binding.TF_ATTR_TYPE: return wrap("type", Number);
    case binding.TF_ATTR_SHAPE: return { shape: shapeOf(list ? value.map(Number) : []) };
    default: throw new RangeError(`graph mode knows no attributes of kind ${type}`);
  }
}
