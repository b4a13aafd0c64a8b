import type { Matrix } from "../types.ts";
import { risingOrder } from "./risingOrder.ts";

/** Inputs cut into intervals of about as many rows each. */
export type Bins = {
  /** The interval of each row, input by input. [P·N] */
  readonly codes: Uint8Array;
  /** Of each input: what parts an interval from the next, rising; interval b holds what is above edge b − 1 and at most edge b. */
  readonly edges: readonly Float64Array[];
};

/** Cuts each input at its quantiles, halfway between two neighbouring values. As many intervals as there are different values, where these are few. in: at most 256 intervals */
export function binned({ rows, values, width }: Matrix, most: number): Bins {
  const codes = new Uint8Array(rows * width);
  const column = new Float32Array(rows);
  const orderOf = risingOrder(rows);
  const edges = Array.from({ length: width }, (_, p) => {
    for (let n = 0; n < rows; n++) column[n] = values[n * width + p]!;
    return cut(column, orderOf(column), most, codes.subarray(p * rows, (p + 1) * rows));
  });
  return { codes, edges };
}

/** Writes the interval of each row and tells the edges. */
function cut(column: Float32Array, order: Int32Array, most: number, codes: Uint8Array): Float64Array {
  const rows = order.length;
  let different = 1;
  for (let n = 1; n < rows; n++) if (column[order[n]!] !== column[order[n - 1]!]) different++;
  const share = different <= most ? 0 : rows / most;
  const edges: number[] = [];
  for (let n = 0, wanted = share; n < rows; n++) {
    const value = column[order[n]!]!;
    const before = n === 0 ? value : column[order[n - 1]!]!;
    if (value !== before && n >= wanted && edges.length < most - 1) {
      edges.push(between(before, value));
      wanted = share * (Math.floor(n / share) + 1) || 0;
    }
    codes[order[n]!] = edges.length;
  }
  return Float64Array.from(edges);
}

/** Halfway, in the numbers that inputs are made of; the lower one where there is none between. */
function between(low: number, high: number): number {
  const middle = Math.fround(low / 2 + high / 2);
  return middle < high && middle >= low ? middle : low;
}
