import { randomStream, type RandomKey } from "../../random/index.ts";
import type { Matrix } from "../types.ts";
import { eachLeaf, type Forest } from "./forest.ts";
import type { Nodes } from "./growTree.ts";

/** Targets of some training rows of each leaf, by their place among the different targets. */
export type LeafSamples = {
  /** The different targets, rising. */
  readonly targets: Float64Array;
  /** First place of a node's rows, and behind the last node their number. [nodes + 1] */
  readonly starts: Int32Array;
  readonly places: Int32Array;
};

/** Rows that a leaf keeps at most, drawn among its own. */
const KEPT = 8;

/** Keeps the targets of a few rows a leaf, tree by tree. */
export function leafSample(targets: Float64Array) {
  const different = Float64Array.from(new Set(targets)).sort();
  const placeOf = new Map(Array.from(different, (target, place) => [target, place]));
  const place = Int32Array.from(targets, (target) => placeOf.get(target)!);
  const starts: number[] = [];
  const places: number[] = [];
  return {
    /** Nodes from `root` on are those of the last tree, whose rows lie leaf by leaf. */
    add: ({ from, input, to }: Nodes, root: number, rows: Int32Array, key: RandomKey): void => {
      const { uniform } = randomStream(key);
      for (let node = root; node < input.length; node++) {
        starts.push(places.length);
        if (input[node]! >= 0) continue;
        const own = rows.slice(from[node], to[node]);
        const kept = Math.min(KEPT, own.length);
        for (let k = 0; k < kept; k++) {
          const at = k + Math.floor(uniform() * (own.length - k));
          places.push(place[own[at]!]!);
          own[at] = own[k]!;
        }
      }
    },
    samples: (): LeafSamples => ({ targets: different, starts: Int32Array.from([...starts, places.length]), places: Int32Array.from(places) }),
  };
}

/**
 * Quantiles of a forecast: the smallest target up to which the weights reach the level. Each tree spreads the weight 1 over the rows kept of its leaf. Meinshausen 2006.
 * in: levels [Q], rising  out: [rows·Q]
 */
export function forestQuantiles(forest: Forest, { places, starts, targets }: LeafSamples, matrix: Matrix, levels: readonly number[]): Float64Array {
  const out = new Float64Array(matrix.rows * levels.length);
  const trees = forest.roots.length - 1;
  const nodes = new Int32Array(trees);
  const weights = new Float64Array(targets.length);
  for (let n = 0; n < matrix.rows; n++) {
    const row = { values: matrix.values.subarray(n * matrix.width, (n + 1) * matrix.width), rows: 1, width: matrix.width };
    let tree = 0;
    eachLeaf(forest, row, (leaves) => void (nodes[tree++] = leaves[0]!));
    for (const node of nodes) {
      const [begin, end] = [starts[node]!, starts[node + 1]!];
      for (let at = begin; at < end; at++) weights[places[at]!]! += 1 / (end - begin);
    }
    let [reached, place] = [weights[0]!, 0];
    levels.forEach((level, q) => {
      // What rounding leaves of the whole is not looked for behind the last target.
      while (reached < level * trees && place < targets.length - 1) reached += weights[++place]!;
      out[n * levels.length + q] = targets[place]!;
    });
    weights.fill(0);
  }
  return out;
}
