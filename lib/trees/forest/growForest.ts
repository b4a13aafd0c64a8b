import { randomStream, split, type RandomKey } from "../../random/index.ts";
import type { Matrix } from "../types.ts";
import { binned, type Bins } from "./bins.ts";
import { classSplits } from "./classSplits.ts";
import type { Forest } from "./forest.ts";
import { growTree, type Limits, type Nodes } from "./growTree.ts";
import { leafSample, type LeafSamples } from "./leafSamples.ts";
import { momentSplits } from "./momentSplits.ts";
import { outOfBag, type OutOfBag } from "./outOfBag.ts";
import type { Goal, Sample, SplitSearch } from "./splits.ts";

export type ForestRequest = {
  readonly matrix: Matrix;
  readonly goal: Goal;
  readonly trees: number;
  readonly limits: Limits;
  /** Least draws in a leaf. */
  readonly leastLeaf: number;
  /** Rows that a tree draws, with return. */
  readonly draws: number;
  /** Intervals of an input at most, 2 .. 256. */
  readonly bins: number;
  /** Whether to keep what the quantiles of a forecast are told from. */
  readonly keepsLeaves: boolean;
  readonly key: RandomKey;
  readonly signal?: AbortSignal | undefined;
  /** Called when a tree has grown; told how the forest so far does on rows that its trees did not draw, and the time since the first tree began. */
  readonly onTree?: ((tree: number, error: () => OutOfBag, seconds: number) => void) | undefined;
};

export type Grown = { readonly forest: Forest; /** By how much the splits on each input lowered the weighted impurity. [P] */ readonly gains: Float64Array; readonly outOfBag: OutOfBag; readonly leaves?: LeafSamples };

/** Grows a random forest: each tree on rows drawn with return, each node on inputs drawn without. Breiman 2001. Between two trees the event loop turns once. */
export async function growForest({ goal, key, matrix, signal, trees, ...request }: ForestRequest): Promise<Grown> {
  const { rows, width } = matrix;
  const outputs = goal.kind === "classes" && goal.weights.length > 2 ? goal.weights.length : 1;
  const bins = binned(matrix, request.bins);
  const nodes: Nodes = { input: [], left: [], threshold: [], cover: [], values: [], from: [], to: [], gains: new Float64Array(width) };
  const roots = [0];
  const unseen = outOfBag(goal, matrix, outputs);
  const kept = request.keepsLeaves && goal.kind === "numbers" ? leafSample(goal.targets) : undefined;
  const began = performance.now();
  for (let tree = 0; tree < trees; tree++) {
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    const ofTree = split(key, `tree ${tree}`);
    const sample = drawnRows(rows, request.draws, split(ofTree, "rows"));
    growTree(bins, sample, searchOf(goal, bins, sample, request.leastLeaf), request.limits, randomStream(split(ofTree, "inputs")), nodes);
    unseen.add(nodes, roots.at(-1)!, sample.times);
    kept?.add(nodes, roots.at(-1)!, sample.rows, split(ofTree, "leaves"));
    roots.push(nodes.input.length);
    request.onTree?.(tree + 1, unseen.error, (performance.now() - began) / 1000);
  }
  const forest: Forest = {
    inputs: width, outputs, roots: Int32Array.from(roots), input: Int32Array.from(nodes.input), left: Int32Array.from(nodes.left), threshold: Float64Array.from(nodes.threshold),
    cover: Float64Array.from(nodes.cover), values: Float64Array.from(nodes.values),
  };
  return { forest, gains: nodes.gains, outOfBag: unseen.error(), ...(kept ? { leaves: kept.samples() } : {}) };
}

function searchOf(goal: Goal, bins: Bins, sample: Sample, least: number): SplitSearch {
  if (goal.kind === "numbers") return momentSplits(goal, bins, sample, least);
  const { targets, weights } = goal;
  return weights.length === 2 ? momentSplits({ targets, weights: [weights[0]!, weights[1]!] }, bins, sample, least) : classSplits(targets, weights, bins, sample, least);
}

/** A bootstrap sample: the rows that were drawn, rising, and how often each was. Efron 1979. */
function drawnRows(count: number, draws: number, key: RandomKey): Sample {
  const { uniform } = randomStream(key);
  const times = new Int32Array(count);
  for (let k = 0; k < draws; k++) times[Math.floor(uniform() * count)]!++;
  const rows = new Int32Array(count);
  let many = 0;
  for (let n = 0; n < count; n++) if (times[n]! > 0) rows[many++] = n;
  return { rows: rows.subarray(0, many), times };
}
