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

/** Float64 numbers of a file, `count` of them. */
export function numbersOfBytes(who: string, file: string, bytes: Uint8Array | undefined, count: number): Float64Array {
  if (bytes === undefined) throw new ModelError(`${who}: the file ${file} is missing. Save the model again.`);
  if (bytes.length !== 8 * count) throw new ModelError(`${who}: ${file} has ${bytes.length} bytes, ${count} numbers take ${8 * count}. Save the model again.`);
  return new Float64Array(bytes.slice().buffer);
}

/** The settings of a saved state, of the form that its kind writes. */
export function configOf<T>(who: string, schema: z.ZodType<T>, { config }: SavedState): T {
  const result = schema.safeParse(config);
  if (result.success) return result.data;
  const { message, path } = result.error.issues[0]!;
  throw new ModelError(`${who}: the saved settings are not of the form this version reads: ${path.length > 0 ? `${path.join(".")}: ` : ""}${message}. Save the model again.`);
}
