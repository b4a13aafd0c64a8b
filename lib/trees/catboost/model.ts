import { z } from "zod";
import { TreeError } from "../error.ts";

const parts = z.strictObject({
  scale: z.number(),
  /** One an output. */
  bias: z.array(z.number()).min(1),
  trees: z.array(z.strictObject({ inputs: z.array(z.int().min(0)), borders: z.array(z.number()), values: z.array(z.number()), weights: z.array(z.number()) })),
});

/** How a row's sum becomes a forecast: as it is, by the logistic function, or shared out over the classes. */
export const LINKS = ["identity", "sigmoid", "softmax"] as const;
export type Link = (typeof LINKS)[number];

/** What CatBoost's worker sends, and how the sums are to be read. */
export const catboostParts = parts;
const saved = parts.extend({ link: z.enum(LINKS) });
export type CatboostModel = z.output<typeof saved>;

/**
 * An oblivious tree of depth D: each level asks the same of all rows, so that D answers number the leaf.
 * Bit d of the leaf is 1 where input `inputs[d]` lies above `borders[d]`.
 */
export type ObliviousTree = { readonly inputs: Int32Array; readonly borders: Float64Array; /** [2^D·K] */ readonly values: Float64Array; /** Weight of the training rows in each leaf. [2^D] */ readonly weights: Float64Array };

export type ObliviousTrees = { readonly trees: readonly ObliviousTree[]; readonly bias: Float64Array; readonly link: Link };

export function bytesOfModel(model: CatboostModel): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(model));
}

/** Trees from the bytes that training gave, with the library's scale multiplied in. */
export function treesOfBytes(bytes: Uint8Array, inputs: number, outputs: number): ObliviousTrees {
  const { bias, link, scale, trees } = parsed(bytes);
  const fits = bias.length === outputs && trees.every((tree) => tree.inputs.length === tree.borders.length
    && tree.weights.length === 2 ** tree.inputs.length && tree.values.length === tree.weights.length * outputs && tree.inputs.every((p) => p < inputs));
  if (!fits) throw unreadable(`its trees are not those of ${inputs} inputs and ${outputs} outputs`);
  return {
    bias: Float64Array.from(bias), link,
    trees: trees.map((tree) => ({ inputs: Int32Array.from(tree.inputs), borders: Float64Array.from(tree.borders), values: Float64Array.from(tree.values, (value) => scale * value), weights: Float64Array.from(tree.weights) })),
  };
}

function parsed(bytes: Uint8Array): CatboostModel {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  const result = saved.safeParse(json);
  if (!result.success) throw unreadable(`${result.error.issues[0]!.path.join(".")}: ${result.error.issues[0]!.message}`);
  return result.data;
}

const unreadable = (why: string) => new TreeError(`CatBoost: the model cannot be read: ${why}. Save the model again.`);
