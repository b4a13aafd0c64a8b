import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { EvaluationError } from "../error.ts";

/** Columns of numbers by name. */
export type Arrays = Readonly<Record<string, Float64Array | Int32Array>>;

const KINDS = { F64: Float64Array, I32: Int32Array } as const;
const entry = z.object({ dtype: z.enum(["F64", "I32"]), shape: z.tuple([z.number()]), data_offsets: z.tuple([z.number(), z.number()]) });
const header = z.object({ __metadata__: z.object({ state: z.string(), sha256: z.string() }) }).catchall(entry);

/**
 * Writes JSON and columns of numbers as one file, whole or not at all, in the safetensors format, https://github.com/huggingface/safetensors:
 * the length of a JSON header (8 bytes, little-endian), the header with each column's place, the numbers. The metadata hold the JSON and a SHA-256 over all.
 */
export function writeNumbers(file: string, state: unknown, arrays: Arrays): void {
  let at = 0;
  const entries = Object.entries(arrays).map(([name, values]) => [name, { dtype: values instanceof Int32Array ? "I32" : "F64", shape: [values.length], data_offsets: [at, (at += values.byteLength)] }] as const);
  const data = Buffer.concat(Object.values(arrays).map((values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
  const text = JSON.stringify(state);
  const json = Buffer.from(JSON.stringify({ __metadata__: { state: text, sha256: digest(text, entries, data) }, ...Object.fromEntries(entries) }));
  const padding = Buffer.alloc((8 - (json.length % 8)) % 8, " ");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length + padding.length));
  try {
    makeFolder(dirname(file));
    writeWhole(file, Buffer.concat([length, json, padding, data]));
  } catch (error) {
    throw new EvaluationError(`${file} could not be written: ${error instanceof Error ? error.message : String(error)}. Make room or name another folder; what was finished before is still there.`, { cause: error });
  }
}

/** What `writeNumbers` was given. A file that is cut off, changed, or of another form is refused by name. */
export function readNumbers<State>(file: string, schema: z.ZodType<State>): { readonly state: State; readonly arrays: Arrays } {
  const refuse = (what: string): never => {
    throw new EvaluationError(`${file} cannot be read: ${what}. Delete it; it is made again.`);
  };
  const bytes = readFileSync(file);
  const start = bytes.length < 8 ? Infinity : 8 + Number(bytes.readBigUInt64LE());
  if (start > bytes.length) return refuse(`it has ${bytes.length} bytes and is cut off`);
  const parsed = header.safeParse(jsonOf(bytes.subarray(8, start)));
  if (!parsed.success) return refuse("its header is not of the form that is written here");
  const { __metadata__: { sha256, state: text }, ...columns } = parsed.data;
  const data = bytes.subarray(start);
  const size = Math.max(0, ...Object.values(columns).map(({ data_offsets }) => data_offsets[1]));
  if (data.length !== size) return refuse(`it has ${bytes.length} bytes instead of ${start + size}`);
  if (digest(text, Object.entries(columns), data) !== sha256) return refuse("its SHA-256 is not that of what was written");
  const state = schema.safeParse(jsonOf(Buffer.from(text)));
  if (!state.success) return refuse(`${state.error.issues[0]!.path.join(".")}: ${state.error.issues[0]!.message}; it may be of another version`);
  const arrays = Object.fromEntries(Object.entries(columns).map(([name, { data_offsets: [from, to], dtype }]) => [name, new KINDS[dtype](data.buffer.slice(data.byteOffset + from, data.byteOffset + to))]));
  return { state: state.data, arrays };
}

/** A column of Float64 numbers, which must be there. */
export function doubles(file: string, arrays: Arrays, name: string): Float64Array {
  const values = arrays[name];
  if (values instanceof Float64Array) return values;
  throw new EvaluationError(`${file} holds no column of numbers "${name}". Delete it; it is made again.`);
}

/** A column of whole numbers, which must be there. */
export function integers(file: string, arrays: Arrays, name: string): Int32Array {
  const values = arrays[name];
  if (values instanceof Int32Array) return values;
  throw new EvaluationError(`${file} holds no column of whole numbers "${name}". Delete it; it is made again.`);
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function digest(text: string, entries: readonly (readonly [string, object])[], data: Uint8Array): string {
  return createHash("sha256").update(text).update(JSON.stringify(entries)).update(data).digest("hex");
}
