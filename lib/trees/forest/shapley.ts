import { TreeError } from "../error.ts";
import type { Matrix } from "../types.ts";
import type { Forest } from "./forest.ts";
import { treeTables } from "./shapleyTables.ts";

/**
 * Exact Shapley values of the mean of the trees, path-dependent as TreeSHAP (Lundberg et al. 2018, algorithm 2): what is not known of a row is averaged over
 * the training rows of each branch. Each leaf's game is a product over its inputs, and its values are integrals (Owen 1972):
 *   φ_i = v (o_i − z_i) ∫ Π_{j ≠ i} (z_j (1 − t) + o_j t) dt, z the share of rows that pass, o 1 where this row passes, else 0
 * which Gauss and Legendre's points give exactly. Sums over the leaves of a branch are shared on the way up, as in Yu et al. 2022, https://arxiv.org/abs/2209.08192.
 * The last of each P + 1 numbers is the base, the mean of the leaves. One output only.
 * out: [rows·(P + 1)]
 */
export function forestShapley(forest: Forest, { rows, values, width }: Matrix): Float64Array {
  if (forest.outputs !== 1) throw new TreeError(`forestShapley: contributions are those to one number; this forest tells ${forest.outputs}`);
  const out = new Float64Array(rows * (width + 1));
  const trees = forest.roots.length - 1;
  for (let tree = 0; tree < trees; tree++) {
    const { base, ofRow } = treeTables(forest, tree);
    for (let n = 0; n < rows; n++) {
      ofRow(values, n * width, out, n * (width + 1));
      out[n * (width + 1) + width]! += base;
    }
  }
  for (let at = 0; at < out.length; at++) out[at]! /= trees;
  return out;
}
