import type { Forest } from "./forest.ts";
import { gaussLegendre } from "./gaussLegendre.ts";

export type TreeTables = {
  /** Mean of the leaves over the training rows. */
  readonly base: number;
  /** Adds a row's Shapley values to out[to ..]. The row begins at values[from]. */
  ofRow(values: Float32Array, from: number, out: Float64Array, to: number): void;
};

/** What of a tree's Shapley values is the same for all rows, at each of the Q points of the integral. Nodes count from the tree's root. */
export function treeTables({ cover, input, left, roots, threshold, values: told }: Forest, tree: number): TreeTables {
  const root = roots[tree]!;
  const nodes = roots[tree + 1]! - root;
  const parent = new Int32Array(nodes);
  /** The last node before on the way whose branch asked the same input, 0 where there is none. */
  const same = new Int32Array(nodes);
  /** Share of the rows that pass all branches on the way that ask this input. */
  const passed = new Float64Array(nodes).fill(1);
  const share = new Float64Array(nodes).fill(1);
  const different = new Int32Array(nodes);
  let [base, most] = [0, 1];
  for (let node = 0; node < nodes; node++) {
    if (node > 0) {
      const asked = input[root + parent[node]!]!;
      share[node] = cover[root + node]! / cover[root + parent[node]!]!;
      let before = parent[node]!;
      while (before > 0 && input[root + parent[before]!] !== asked) before = parent[before]!;
      same[node] = before;
      passed[node] = passed[before]! * share[node]!;
      different[node] = different[parent[node]!]! + (before === 0 ? 1 : 0);
      most = Math.max(most, different[node]!);
    }
    if (input[root + node]! < 0) base += (told[root + node]! * cover[root + node]!) / cover[root]!;
    else parent[left[root + node]! - root] = parent[left[root + node]! + 1 - root] = node;
  }

  const { points, weights } = gaussLegendre((most + 1) >> 1);
  const Q = points.length;
  /** Of a row that takes the branch and of one that does not: the factor of the product, and the weight with which leaves below count for the branch's input. [nodes·Q] */
  const [factorIn, factorOut, weightIn, weightOut] = [new Float64Array(nodes * Q), new Float64Array(nodes * Q), new Float64Array(nodes * Q), new Float64Array(nodes * Q)];
  for (let node = 1; node < nodes; node++) {
    const [z, zBefore] = [passed[node]!, passed[same[node]!]!];
    for (let q = 0; q < Q; q++) {
      const [t, w] = [points[q]!, weights[q]!];
      const before = zBefore * (1 - t) + t;
      const now = z * (1 - t) + t;
      factorIn[node * Q + q] = now / before;
      factorOut[node * Q + q] = (z * (1 - t)) / before;
      weightIn[node * Q + q] = w * ((1 - z) / now - (1 - zBefore) / before);
      weightOut[node * Q + q] = w * (-1 / (1 - t) - (1 - zBefore) / before);
    }
  }
  const products = new Float64Array(nodes * Q).fill(1);
  /** Whether the row takes all branches on the way that ask this input. */
  const isIn = new Uint8Array(nodes).fill(1);

  return {
    base,
    ofRow: (values, from, out, to) => {
      for (let node = 1; node < nodes; node++) {
        const above = parent[node]!;
        const takesLeft = values[from + input[root + above]!]! <= threshold[root + above]!;
        const factors = isIn[same[node]!] === 0 ? undefined : takesLeft === (left[root + above]! - root === node) ? factorIn : factorOut;
        isIn[node] = factors === factorIn ? 1 : 0;
        if (factors === undefined) for (let q = 0; q < Q; q++) products[node * Q + q] = products[above * Q + q]! * share[node]!;
        else for (let q = 0; q < Q; q++) products[node * Q + q] = products[above * Q + q]! * factors[node * Q + q]!;
      }
      // From here on the products of a node become the sums over the leaves below it.
      for (let node = nodes - 1; node > 0; node--) {
        const at = node * Q;
        if (input[root + node]! < 0) for (let q = 0; q < Q; q++) products[at + q]! *= told[root + node]!;
        else {
          const below = (left[root + node]! - root) * Q;
          for (let q = 0; q < Q; q++) products[at + q] = products[below + q]! + products[below + Q + q]!;
        }
        if (isIn[same[node]!] === 0) continue;
        const counted = isIn[node] === 1 ? weightIn : weightOut;
        let sum = 0;
        for (let q = 0; q < Q; q++) sum += counted[at + q]! * products[at + q]!;
        out[to + input[root + parent[node]!]!]! += sum;
      }
      products.fill(1, 0, Q);
    },
  };
}
