import { ATTRIBUTE, ELEMENT, type OnnxAttribute, type OnnxNode, type OnnxTensor } from "./messages.ts";

/** Values of a node's attributes. A number is a whole one; `{ float }` is not. */
export type Attributes = Readonly<Record<string, number | string | readonly number[] | { readonly float: number }>>;

/** A graph under construction. Values are known by name; every name is given once. */
export type OnnxGraph = {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  /** Adds a node and returns the names of its outputs. An input "" is one left out. */
  nodeOf(op: string, inputs: readonly string[], attributes: Attributes, outputs: number): readonly string[];
  /** The same for a node of one output. */
  node(op: string, inputs: readonly string[], attributes?: Attributes): string;
  floats(values: Float32Array, shape: readonly number[]): string;
  /** Whole numbers in a list: axes, shapes, positions. */
  integers(values: readonly number[]): string;
};

export function onnxGraph(): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const constant = (dims: readonly number[], dataType: number, rawData: Uint8Array) => {
    const name = `constant_${constants.length}`;
    constants.push({ name, dims, dataType, rawData });
    return name;
  };
  const nodeOf = (op: string, inputs: readonly string[], attributes: Attributes, outputs: number) => {
    const name = `${op}_${nodes.length}`;
    const output = Array.from({ length: outputs }, (_, k) => (k === 0 ? name : `${name}_${k}`));
    nodes.push({ name, opType: op, input: inputs, output, attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)) });
    return output;
  };
  return {
    nodes,
    constants,
    nodeOf,
    node: (op, inputs, attributes = {}) => nodeOf(op, inputs, attributes, 1)[0]!,
    floats: (values, shape) => constant(shape, ELEMENT.float, bytesOf(values.length, 4, (view, k) => view.setFloat32(4 * k, values[k]!, true))),
    integers: (values) => constant([values.length], ELEMENT.int64, bytesOf(values.length, 8, (view, k) => view.setBigInt64(8 * k, BigInt(values[k]!), true))),
  };
}

function attribute(name: string, value: Attributes[string]): OnnxAttribute {
  if (typeof value === "number") return { name, type: ATTRIBUTE.int, i: value };
  if (typeof value === "string") return { name, type: ATTRIBUTE.string, s: Buffer.from(value) };
  return "float" in value ? { name, type: ATTRIBUTE.float, f: value.float } : { name, type: ATTRIBUTE.ints, ints: value };
}

/** Raw data of a tensor: little-endian whatever the machine. */
function bytesOf(count: number, size: number, set: (view: DataView, k: number) => void): Uint8Array {
  const bytes = new Uint8Array(count * size);
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < count; k++) set(view, k);
  return bytes;
}
