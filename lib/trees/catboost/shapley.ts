import type { Matrix } from "../types.ts";
import type { ObliviousTree, ObliviousTrees } from "./model.ts";
import { leafOf } from "./predict.ts";

/**
 * Exact Shapley values of oblivious trees (path-dependent TreeSHAP, Lundberg et al. 2018, algorithm 2): what is not known of a row is
 * averaged over the training rows of each branch. They depend on the row's leaf alone, so each leaf that is met is computed once.
 * The last of each P + 1 numbers is the base, the mean of the leaves.
 * out: [rows·K·(P + 1)]
 */
export function obliviousShapley({ bias, trees }: ObliviousTrees, { rows, values, width }: Matrix): Float64Array {
  const outputs = bias.length;
  const out = new Float64Array(rows * outputs * (width + 1));
  for (const tree of trees) {
    const sums = subtreeWeights(tree);
    const means = leafMeans(tree, outputs);
    const known = new Map<number, Float64Array>();
    for (let n = 0; n < rows; n++) {
      const leaf = leafOf(tree, values, n * width);
      const shares = known.get(leaf) ?? sharesOf(tree, sums, leaf, outputs);
      known.set(leaf, shares);
      for (let k = 0; k < outputs; k++) {
        const row = (n * outputs + k) * (width + 1);
        for (let d = 0; d < tree.inputs.length; d++) out[row + tree.inputs[d]!]! += shares[d * outputs + k]!;
        out[row + width]! += means[k]!;
      }
    }
  }
  for (let at = 0; at < rows * outputs; at++) out[at * (width + 1) + width]! += bias[at % outputs]!;
  return out;
}

/** Weights of the nodes: level 0 are the leaves, the last level is the root; node i of a level has the children 2i and 2i + 1 below. */
function subtreeWeights({ inputs, weights }: ObliviousTree): readonly Float64Array[] {
  const levels = [weights];
  for (let d = 0; d < inputs.length; d++) levels.push(Float64Array.from({ length: levels[d]!.length / 2 }, (_, i) => levels[d]![2 * i]! + levels[d]![2 * i + 1]!));
  return levels;
}

function leafMeans({ values, weights }: ObliviousTree, outputs: number): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const means = new Float64Array(outputs);
  if (total > 0) for (let at = 0; at < values.length; at++) means[at % outputs]! += values[at]! * weights[Math.floor(at / outputs)]! / total;
  return means;
}

/** One input on the way to a leaf: the shares of the subsets without and with it that flow here, and the weight of subsets by their size. */
type Step = { readonly input: number; readonly without: number; readonly with: number; readonly weight: number };

/** Shapley values of one leaf's rows, in the place of the first level that asks each input; 0 where a later level asks it again. out: [D·K] */
function sharesOf(tree: ObliviousTree, sums: readonly Float64Array[], leaf: number, outputs: number): Float64Array {
  const out = new Float64Array(tree.inputs.length * outputs);
  const visit = (level: number, node: number, before: readonly Step[], without: number, with_: number, input: number): void => {
    const path = extended(before, without, with_, input);
    if (level === 0) {
      for (let i = 1; i < path.length; i++) {
        const step = path[i]!;
        const share = unwoundSum(path, i) * (step.with - step.without);
        const place = tree.inputs.indexOf(step.input) * outputs;
        for (let k = 0; k < outputs; k++) out[place + k]! += share * tree.values[node * outputs + k]!;
      }
      return;
    }
    const next = tree.inputs[level - 1]!;
    const seen = path.findIndex((step) => step.input === next);
    const rest = seen < 0 ? path : unwound(path, seen);
    const taken = 2 * node + ((leaf >> (level - 1)) & 1);
    for (const child of [taken, taken ^ 1]) {
      const weight = sums[level - 1]![child]!;
      // The leaves of a branch that no training row reached are 0.
      if (weight > 0) visit(level - 1, child, rest, (seen < 0 ? 1 : path[seen]!.without) * weight / sums[level]![node]!, child === taken ? (seen < 0 ? 1 : path[seen]!.with) : 0, next);
    }
  };
  visit(tree.inputs.length, 0, [], 1, 1, -1);
  return out;
}

function extended(path: readonly Step[], without: number, with_: number, input: number): Step[] {
  const length = path.length;
  const weights = [...path.map(({ weight }) => weight), length === 0 ? 1 : 0];
  for (let i = length - 1; i >= 0; i--) {
    weights[i + 1]! += with_ * weights[i]! * (i + 1) / (length + 1);
    weights[i] = without * weights[i]! * (length - i) / (length + 1);
  }
  return [...path, { input, without, with: with_, weight: 0 }].map((step, i) => ({ ...step, weight: weights[i]! }));
}

/** Weights by size of the path without one input. */
function unwoundWeights(path: readonly Step[], at: number): number[] {
  const last = path.length - 1;
  const { with: with_, without } = path[at]!;
  const weights = path.slice(0, last).map(({ weight }) => weight);
  let carried = path[last]!.weight;
  for (let i = last - 1; i >= 0; i--) {
    if (with_ !== 0) {
      const held = weights[i]!;
      weights[i] = carried * (last + 1) / ((i + 1) * with_);
      carried = held - weights[i]! * without * (last - i) / (last + 1);
    } else {
      weights[i] = weights[i]! * (last + 1) / (without * (last - i));
    }
  }
  return weights;
}

function unwound(path: readonly Step[], at: number): Step[] {
  const weights = unwoundWeights(path, at);
  return path.filter((_, i) => i !== at).map((step, i) => ({ ...step, weight: weights[i]! }));
}

const unwoundSum = (path: readonly Step[], at: number): number => unwoundWeights(path, at).reduce((sum, weight) => sum + weight, 0);
