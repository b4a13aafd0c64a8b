import type { Matrix } from "../types.ts";
import type { Nodes } from "./growTree.ts";
import type { Goal } from "./splits.ts";

/** How a forest does on rows by the trees that did not draw them: mean squared error, or the share of rows whose class is told wrongly. NaN where every tree drew all rows. */
export type OutOfBag = { readonly error: number; /** Rows that some tree did not draw. */ readonly rows: number };

/** Gathers what each tree says of the rows that it did not draw. Breiman 2001, section 3.1. */
export function outOfBag({ kind, targets }: Goal, { rows, values, width }: Matrix, outputs: number) {
  const said = new Float64Array(rows * outputs);
  const trees = new Int32Array(rows);
  return {
    add: ({ input, left, threshold, values: told }: Nodes, root: number, times: Int32Array): void => {
      for (let n = 0; n < rows; n++) {
        if (times[n]! > 0) continue;
        let node = root;
        for (let p = input[node]!; p >= 0; p = input[node]!) node = left[node]! + (values[n * width + p]! <= threshold[node]! ? 0 : 1);
        for (let k = 0; k < outputs; k++) said[n * outputs + k]! += told[node * outputs + k]!;
        trees[n]!++;
      }
    },
    error: (): OutOfBag => {
      let [sum, seen] = [0, 0];
      for (let n = 0; n < rows; n++) {
        if (trees[n] === 0) continue;
        seen++;
        const row = said.subarray(n * outputs, (n + 1) * outputs).map((value) => value / trees[n]!);
        sum += kind === "numbers" ? (row[0]! - targets[n]!) ** 2 : likeliest(row) === targets[n] ? 0 : 1;
      }
      return { error: sum / seen, rows: seen };
    },
  };
}

const likeliest = (row: Float64Array): number => (row.length === 1 ? (row[0]! > 0.5 ? 1 : 0) : row.indexOf(Math.max(...row)));
