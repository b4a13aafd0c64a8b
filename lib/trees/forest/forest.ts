import type { Matrix } from "../types.ts";

/** Binary trees one behind the other. A row goes left where its input is at most the threshold. */
export type Forest = {
  /** P */
  readonly inputs: number;
  /** K numbers a node: a mean, the share of class 1, or the share of each class. */
  readonly outputs: number;
  /** First node of each tree, and behind the last tree the number of all nodes. Children come after their parent. [M + 1] */
  readonly roots: Int32Array;
  /** The input that a node asks; −1 of a leaf. [nodes] */
  readonly input: Int32Array;
  /** The left child, behind which the right one follows. [nodes] */
  readonly left: Int32Array;
  readonly threshold: Float64Array;
  /** Weight of the training rows that came by. [nodes] */
  readonly cover: Float64Array;
  /** What these rows say. [nodes·K] */
  readonly values: Float64Array;
};

/** Rows that stay in the processor's memory while all trees look at them. */
const BLOCK = 128;

/** Mean over the trees of what each row's leaves say. out: [rows·K] */
export function forestMeans(forest: Forest, matrix: Matrix): Float64Array {
  const { outputs, values } = forest;
  const out = new Float64Array(matrix.rows * outputs);
  eachLeaf(forest, matrix, (leaves, begin) => {
    for (let i = 0; i < leaves.length; i++) {
      for (let k = 0; k < outputs; k++) out[(begin + i) * outputs + k]! += values[leaves[i]! * outputs + k]!;
    }
  });
  const trees = forest.roots.length - 1;
  for (let at = 0; at < out.length; at++) out[at]! /= trees;
  return out;
}

/** Tells the leaves in which rows end: of some rows that follow each other, tree by tree. */
export function eachLeaf({ input, left, roots, threshold }: Forest, { rows, values, width }: Matrix, tell: (leaves: Int32Array, begin: number) => void): void {
  const leaves = new Int32Array(BLOCK);
  for (let begin = 0; begin < rows; begin += BLOCK) {
    const count = Math.min(rows - begin, BLOCK);
    for (let tree = 0; tree + 1 < roots.length; tree++) {
      for (let i = 0; i < count; i++) {
        const row = (begin + i) * width;
        let node = roots[tree]!;
        for (let p = input[node]!; p >= 0; p = input[node]!) node = left[node]! + (values[row + p]! <= threshold[node]! ? 0 : 1);
        leaves[i] = node;
      }
      tell(count === BLOCK ? leaves : leaves.subarray(0, count), begin);
    }
  }
}
