import type { RandomStream } from "../../random/index.ts";
import type { Bins } from "./bins.ts";
import type { Sample, SplitSearch } from "./splits.ts";

/** How far a tree may grow. */
export type Limits = { /** Infinity: as many as there are */ readonly leaves: number; readonly depth: number; /** Inputs that a node draws. */ readonly inputs: number };

/** Nodes of all trees so far, as lists that become a `Forest`; `from` and `to` are the rows of a node in the sample of its own tree. */
export type Nodes = {
  readonly input: number[]; readonly left: number[]; readonly threshold: number[]; readonly cover: number[]; readonly values: number[]; readonly from: number[]; readonly to: number[];
  /** By how much the splits on each input lowered the weighted impurity. [P] */
  readonly gains: Float64Array;
};

type Open = { readonly node: number; readonly from: number; readonly to: number; readonly depth: number; readonly input: number; readonly bin: number; readonly gain: number };

/**
 * Grows one tree: each node draws inputs and takes the best split among them; where the rows differ in none of those, it draws on until one is found.
 * Without a limit of leaves the last node is split first, with one the node that gains most. Orders `sample.rows` by leaf.
 */
export function growTree({ codes, edges }: Bins, { rows, times }: Sample, search: SplitSearch, limits: Limits, { uniform }: RandomStream, nodes: Nodes): void {
  const count = times.length;
  const order = Int32Array.from(edges, (_, p) => p);
  const right = new Int32Array(rows.length);
  const open: Open[] = [];
  let leaves = 1;
  visit(0, rows.length, 0);
  while (open.length > 0 && leaves < limits.leaves) {
    const { bin, depth, from, gain, input, node, to } = take();
    const middle = part(codes.subarray(input * count, (input + 1) * count), bin, from, to);
    nodes.input[node] = input;
    nodes.threshold[node] = edges[input]![bin]!;
    nodes.left[node] = nodes.input.length;
    nodes.gains[input]! += gain;
    leaves++;
    visit(from, middle, depth + 1);
    visit(middle, to, depth + 1);
  }

  /** A new node, a leaf as long as it is not split. */
  function visit(from: number, to: number, depth: number): void {
    const node = nodes.input.push(-1) - 1;
    nodes.left.push(0);
    nodes.threshold.push(0);
    nodes.from.push(from);
    nodes.to.push(to);
    const canSplit = search.open(from, to);
    nodes.cover.push(search.cover());
    search.tell(nodes.values);
    if (!canSplit || depth >= limits.depth) return;
    let differs = false;
    for (let drawn = 0; drawn < order.length && (drawn < limits.inputs || !differs); drawn++) {
      const at = drawn + Math.floor(uniform() * (order.length - drawn));
      const input = order[at]!;
      order[at] = order[drawn]!;
      order[drawn] = input;
      if (search.look(input)) differs = true;
    }
    const { bin, gain, input } = search.best;
    if (input >= 0) open.push({ node, from, to, depth, input, bin, gain });
  }

  function take(): Open {
    const last = open.pop()!;
    if (limits.leaves === Infinity) return last;
    let most = -1;
    for (let k = 0; k < open.length; k++) if (open[k]!.gain > (most < 0 ? last.gain : open[most]!.gain)) most = k;
    if (most < 0) return last;
    const taken = open[most]!;
    open[most] = last;
    return taken;
  }

  /** Brings the rows that go left before the others, each side in its order. out: where the right side begins */
  function part(column: Uint8Array, bin: number, from: number, to: number): number {
    let [at, others] = [from, 0];
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      if (column[row]! <= bin) rows[at++] = row;
      else right[others++] = row;
    }
    for (let i = 0; i < others; i++) rows[at + i] = right[i]!;
    return at;
  }
}
