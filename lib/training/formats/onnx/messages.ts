import protobuf from "protobufjs";

export type OnnxAttribute = { readonly name: string; readonly type: number; readonly f?: number; readonly i?: number; readonly s?: Uint8Array; readonly ints?: readonly number[] };
export type OnnxNode = { readonly name: string; readonly opType: string; readonly input: readonly string[]; readonly output: readonly string[]; readonly attribute: readonly OnnxAttribute[] };
export type OnnxTensor = { readonly name: string; readonly dims: readonly number[]; readonly dataType: number; readonly rawData: Uint8Array };
export type OnnxValue = { readonly name: string; readonly type: { readonly tensorType: { readonly elemType: number; readonly shape: { readonly dim: readonly ({ readonly dimValue: number } | { readonly dimParam: string })[] } } } };
export type OnnxModel = {
  readonly irVersion: number; readonly producerName: string; readonly producerVersion: string;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly metadataProps: readonly { readonly key: string; readonly value: string }[];
  readonly graph: { readonly name: string; readonly node: readonly OnnxNode[]; readonly initializer: readonly OnnxTensor[]; readonly input: readonly OnnxValue[]; readonly output: readonly OnnxValue[] };
};

export const ELEMENT = { float: 1, int64: 7 };
export const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 };

type Field = readonly [id: number, type: string, rule?: "repeated"];

/** The messages of ONNX that are written. Field numbers: onnx.proto3 of the ONNX project. */
const MESSAGES: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  Model: { irVersion: [1, "int64"], producerName: [2, "string"], producerVersion: [3, "string"], graph: [7, "Graph"], opsetImport: [8, "OperatorSet", "repeated"], metadataProps: [14, "Entry", "repeated"] },
  OperatorSet: { domain: [1, "string"], version: [2, "int64"] },
  Entry: { key: [1, "string"], value: [2, "string"] },
  Graph: { node: [1, "Node", "repeated"], name: [2, "string"], initializer: [5, "Tensor", "repeated"], input: [11, "Value", "repeated"], output: [12, "Value", "repeated"] },
  Node: { input: [1, "string", "repeated"], output: [2, "string", "repeated"], name: [3, "string"], opType: [4, "string"], attribute: [5, "Attribute", "repeated"] },
  Attribute: { name: [1, "string"], f: [2, "float"], i: [3, "int64"], s: [4, "bytes"], ints: [8, "int64", "repeated"], type: [20, "int32"] },
  Tensor: { dims: [1, "int64", "repeated"], dataType: [2, "int32"], name: [8, "string"], rawData: [9, "bytes"] },
  Value: { name: [1, "string"], type: [2, "Type"] },
  Type: { tensorType: [1, "TensorType"] },
  TensorType: { elemType: [1, "int32"], shape: [2, "Shape"] },
  Shape: { dim: [1, "Dimension", "repeated"] },
  Dimension: { dimValue: [1, "int64"], dimParam: [2, "string"] },
};

/** Bytes of an ONNX file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const nested = Object.fromEntries(Object.entries(MESSAGES).map(([message, fields]) => [
    message, { fields: Object.fromEntries(Object.entries(fields).map(([name, [id, type, rule]]) => [name, { id, type, ...(rule ? { rule } : {}) }])) },
  ]));
  const message = protobuf.Root.fromJSON({ nested }).lookupType("Model");
  return message.encode(message.fromObject(model)).finish();
}
