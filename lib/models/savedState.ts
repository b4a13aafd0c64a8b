import { z } from "zod";
import { ModelError } from "./error.ts";

/** A fitted forecaster as plain data: what `saveForecaster` writes into a folder and `loadForecaster` gives to the restorer of its kind. */
export type SavedState = {
  /** Who can read it: "linear", "network", "xgboost" … */
  readonly kind: string;
  /** Settings and small numbers; survives JSON. */
  readonly config: unknown;
  /** Large parts by file name. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** target = output · scale + offset, of networks. */
  readonly target?: { readonly offset: number; readonly scale: number };
  /** How a network's weights came about: losses are those of the best epoch. */
  readonly training?: { readonly epochs: number; readonly bestEpoch: number; readonly loss: number; readonly validationLoss: number } | undefined;
};

/** Bytes of numbers, little-endian, for a file of a saved state. */
export function bytesOfNumbers(values: Float64Array | Float32Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
}

/** Lists of numbers in one, for a file that holds several. */
export function joined(...lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

/** Float64 numbers of a file, `count` of them. */
export function numbersOfBytes(who: string, file: string, bytes: Uint8Array | undefined, count: number): Float64Array {
  return new Float64Array(wholeFile(who, file, bytes, 8 * count, `${count} numbers`));
}

/** Whole numbers of a file, 32 bits each, `count` of them. */
export function integersOfBytes(who: string, file: string, bytes: Uint8Array | undefined, count: number): Int32Array {
  return new Int32Array(wholeFile(who, file, bytes, 4 * count, `${count} numbers`));
}

/** Float32 numbers of a file, `count` of them. */
export function floatsOfBytes(who: string, file: string, bytes: Uint8Array | undefined, count: number): Float32Array {
  return new Float32Array(wholeFile(who, file, bytes, 4 * count, `${count} numbers`));
}

function wholeFile(who: string, file: string, bytes: Uint8Array | undefined, length: number, holding: string): ArrayBuffer {
  if (bytes === undefined) throw new ModelError(`${who}: the file ${file} is missing. Save the model again.`);
  if (bytes.length !== length) throw new ModelError(`${who}: ${file} has ${bytes.length} bytes, ${holding} take ${length}. Save the model again.`);
  return new Uint8Array(bytes).buffer;
}

/** The settings of a saved state, of the form that its kind writes. */
export function configOf<T>(who: string, schema: z.ZodType<T>, { config }: SavedState): T {
  const result = schema.safeParse(config);
  if (result.success) return result.data;
  const { message, path } = result.error.issues[0]!;
  throw new ModelError(`${who}: the saved settings are not of the form this version reads: ${path.length > 0 ? `${path.join(".")}: ` : ""}${message}. Save the model again.`);
}
