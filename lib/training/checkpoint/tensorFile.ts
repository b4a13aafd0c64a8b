import { createHash } from "node:crypto";
import { z } from "zod";
import { tf, type Tensor } from "../../tensorflow/index.ts";

/** Values in JSON and named tensors, as one file holds them. */
export type Saved = { readonly state: unknown; readonly tensors: ReadonlyMap<string, Tensor> };

const KINDS = { float32: "F32", int32: "I32" } as const;

/**
 * Values and tensors as bytes in the safetensors format, https://github.com/huggingface/safetensors: the length of a JSON header
 * (8 bytes, little-endian), the header with each tensor's type, shape and place, the numbers. The header's metadata hold the values
 * and a SHA-256 over them, the list of tensors and the numbers.
 */
export function toBytes({ state, tensors }: Saved): Uint8Array {
  let at = 0;
  const blocks: Uint8Array[] = [];
  const entries = [...tensors].map(([name, tensor]): [string, TensorEntry] => {
    const values = tensor.dataSync();
    blocks.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return [name, { dtype: KINDS[tensor.dtype === "int32" ? "int32" : "float32"], shape: tensor.shape, data_offsets: [at, (at += values.byteLength)] }];
  });
  const data = Buffer.concat(blocks);
  const text = JSON.stringify(state);
  const header = { __metadata__: { state: text, sha256: digest(text, entries, data) }, ...Object.fromEntries(entries) };
  const json = Buffer.from(JSON.stringify(header));
  const padding = Buffer.alloc((8 - (json.length % 8)) % 8, " ");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  return Buffer.concat([length, json, padding, data]);
}

/** What `toBytes` was given; the caller disposes of the tensors. Throws, in words, where the bytes are not all that was written. */
export function fromBytes(bytes: Buffer): Saved {
  const { data, entries, hash, text } = partsOf(bytes);
  if (digest(text, entries, data) !== hash) throw new Error("its SHA-256 is not that of what was written");
  const tensors = entries.map(([name, { data_offsets: [from, to], dtype, shape }]): [string, Tensor] => {
    const values = data.buffer.slice(data.byteOffset + from, data.byteOffset + to);
    return [name, dtype === "I32" ? tf.tensor(new Int32Array(values), shape, "int32") : tf.tensor(new Float32Array(values), shape)];
  });
  return { state: JSON.parse(text), tensors: new Map(tensors) };
}

type TensorEntry = z.infer<typeof tensorEntry>;
const tensorEntry = z.object({ dtype: z.enum(["F32", "I32"]), shape: z.array(z.number()), data_offsets: z.tuple([z.number(), z.number()]) });
const headerShape = z.object({ __metadata__: z.object({ state: z.string(), sha256: z.string() }) }).catchall(tensorEntry);

function partsOf(bytes: Buffer) {
  if (bytes.length < 8) throw new Error(`it has ${bytes.length} bytes: it is cut off`);
  const start = 8 + Number(bytes.readBigUInt64LE());
  if (start > bytes.length) throw new Error("it is cut off within its header");
  const header = headerShape.safeParse(jsonOf(bytes.subarray(8, start)));
  if (!header.success) throw new Error("its header is not that of a checkpoint");
  const { __metadata__: { sha256: hash, state: text }, ...tensors } = header.data;
  const entries = Object.entries(tensors);
  const expected = start + Math.max(0, ...entries.map(([, { data_offsets }]) => data_offsets[1]));
  if (bytes.length !== expected) throw new Error(`it has ${bytes.length} bytes instead of ${expected}`);
  return { hash, text, entries, data: bytes.subarray(start) };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function digest(text: string, entries: readonly (readonly [string, TensorEntry])[], data: Uint8Array): string {
  return createHash("sha256").update(text).update(JSON.stringify(entries)).update(data).digest("hex");
}
