import type { Bins } from "./bins.ts";
import type { Sample, SplitSearch } from "./splits.ts";

/**
 * Splits that lower n·gini, gini = 1 − Σ_k (n_k/n)²: by Σ_k n_Lk²/n_L + Σ_k n_Rk²/n_R − Σ_k n_k²/n, n_k the draws of class k times its weight.
 * No side has fewer than `least` draws. A node tells each class's share. For more than two classes; of two, `momentSplits` finds the same.
 */
export function classSplits(targets: Float64Array, weights: Float64Array, { codes, edges }: Bins, { rows, times }: Sample, least: number): SplitSearch {
  const count = targets.length;
  const classes = weights.length;
  const columns = edges.map((_, p) => codes.subarray(p * count, (p + 1) * count));
  const draws = new Int32Array(count);
  const labels = new Uint8Array(count);
  /** Of each interval the draws of each class; 0 between two looks. */
  const histogram = new Int32Array(256 * classes);
  const leftOf = new Float64Array(classes);
  const wholeOf = new Float64Array(classes);
  const best = { input: -1, bin: 0, gain: 0 };
  let [begin, end, drawn, whole, squares, highest] = [0, 0, 0, 0, 0, -Infinity];

  return {
    best,
    open: (from, to) => {
      [begin, end, drawn, whole, squares, highest] = [from, to, 0, 0, 0, -Infinity];
      best.input = -1;
      wholeOf.fill(0);
      let isPure = true;
      const first = targets[rows[from]!]!;
      for (let i = 0; i < to - from; i++) {
        const row = rows[from + i]!;
        labels[i] = targets[row]!;
        if (labels[i] !== first) isPure = false;
        drawn += draws[i] = times[row]!;
        wholeOf[labels[i]!]! += times[row]!;
      }
      for (let k = 0; k < classes; k++) {
        const weight = wholeOf[k]! *= weights[k]!;
        whole += weight;
        squares += weight * weight;
      }
      return !isPure && drawn >= 2 * least;
    },
    look: (input) => {
      const [from, size, n, all] = [begin, end - begin, whole, drawn];
      const column = columns[input]!;
      for (let i = 0; i < size; i++) histogram[column[rows[from + i]!]! * classes + labels[i]!]! += draws[i]!;
      const intervals = edges[input]!.length + 1;
      leftOf.fill(0);
      let [leftDraws, leftWeight, leftSquares, rightSquares, last, differs, score] = [0, 0, 0, squares, -1, false, highest];
      for (let code = 0; code < intervals; code++) {
        const before = leftDraws;
        const [weightBefore, squaresBefore, restBefore] = [leftWeight, leftSquares, rightSquares];
        for (let k = 0; k < classes; k++) {
          const here = histogram[code * classes + k]!;
          if (here === 0) continue;
          histogram[code * classes + k] = 0;
          const weight = here * weights[k]!;
          const left = leftOf[k]!;
          leftDraws += here;
          leftWeight += weight;
          leftSquares += weight * (2 * left + weight);
          rightSquares -= weight * (2 * (wholeOf[k]! - left) - weight);
          leftOf[k] = left + weight;
        }
        if (leftDraws === before) continue;
        if (last >= 0) {
          differs = true;
          if (before >= least && all - before >= least) {
            const reached = squaresBefore / weightBefore + restBefore / (n - weightBefore);
            if (reached > score) {
              score = reached;
              best.input = input;
              best.bin = (last + code - 1) >> 1;
            }
          }
        }
        last = code;
      }
      highest = score;
      best.gain = Math.max(0, score - squares / n);
      return differs;
    },
    cover: () => whole,
    tell: (values) => {
      for (let k = 0; k < classes; k++) values.push(wholeOf[k]! / whole);
    },
  };
}
