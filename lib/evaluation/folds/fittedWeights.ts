import { createHash } from "node:crypto";
import type { SavedState } from "../../models/index.ts";

/** What a model learnt, by name: settings as plain data, and arrays of numbers. */
export type FittedWeights = { readonly config: unknown; readonly [name: string]: unknown };

const [TOPOLOGY, NUMBERS] = ["model.json", "weights.bin"] as const;

/**
 * What a model learnt, so that two fits can be compared: a network's weights as numbers, the files of any other model as bytes.
 * A network's topology is left out: TensorFlow.js numbers its layers through a whole process.
 */
export function fittedWeights({ config, files = {}, target }: SavedState): FittedWeights {
  const isOfNetwork = (file: string, own: string, other: string) => file.endsWith(own) && files[`${file.slice(0, -own.length)}${other}`] !== undefined;
  const kept = Object.entries(files).filter(([file]) => !isOfNetwork(file, TOPOLOGY, NUMBERS));
  return {
    config: { settings: config, ...(target && { target }) },
    ...Object.fromEntries(kept.map(([file, bytes]) => (isOfNetwork(file, NUMBERS, TOPOLOGY) ? [file, new Float32Array(Uint8Array.from(bytes).buffer)] : [`bytes of ${file}`, Uint8Array.from(bytes)]))),
  };
}

/** SHA-256 of what a model learnt. */
export function digestOfWeights(state: SavedState): string {
  const { config, ...arrays } = fittedWeights(state);
  const hash = createHash("sha256").update(JSON.stringify(config) ?? "");
  for (const [name, values] of Object.entries(arrays)) {
    hash.update(name);
    if (ArrayBuffer.isView(values)) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest("hex");
}
