import type { Matrix } from "../types.ts";
import type { ObliviousTree, ObliviousTrees } from "./model.ts";

/** The leaf of a row: one bit a level. */
export function leafOf({ borders, inputs }: ObliviousTree, values: Float32Array, start: number): number {
  let leaf = 0;
  for (let d = 0; d < inputs.length; d++) if (values[start + inputs[d]!]! > borders[d]!) leaf |= 1 << d;
  return leaf;
}

/** Sum of each row's leaves, turned into forecasts by the link. out: [rows·K] */
export function predictOblivious({ bias, link, trees }: ObliviousTrees, { rows, values, width }: Matrix): Float64Array {
  const outputs = bias.length;
  const out = new Float64Array(rows * outputs);
  for (let n = 0; n < rows; n++) {
    for (const tree of trees) {
      const leaf = leafOf(tree, values, n * width) * outputs;
      for (let k = 0; k < outputs; k++) out[n * outputs + k]! += tree.values[leaf + k]!;
    }
    for (let k = 0; k < outputs; k++) out[n * outputs + k]! += bias[k]!;
    if (link === "softmax") softmax(out.subarray(n * outputs, (n + 1) * outputs));
  }
  return link === "sigmoid" ? out.map((z) => 1 / (1 + Math.exp(-z))) : out;
}

function softmax(scores: Float64Array): void {
  const most = Math.max(...scores);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - most);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
}
