import type { RowRange } from "../validation/split.ts";
import { ordered, type Ordered } from "./ordered.ts";
import { wholeNumbers } from "./radixOrder.ts";

/** Ranks 1..N of the values of a range, equal values share the mean of their ranks. in: [T]  out: [T], NaN where the value is missing or outside the rows */
export function averageRanks(values: Float64Array, rows?: RowRange): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  rankInto(ordered(values, rows), out, wholeNumbers(values.length));
  return out;
}

/** Writes the ranks of those rows that have a place in `out`: −1 in `places` for the others. */
export function rankInto({ order, values }: Ordered, out: Float64Array, places: Int32Array): void {
  const group = new Int32Array(order.length);
  let [rank, equal, last] = [0, 0, Number.NaN];
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!;
    const place = places[row]!;
    if (place < 0) continue;
    const value = values[row]!;
    if (value !== last && equal > 1) spread(out, group, equal, rank);
    if (value !== last) equal = 0;
    last = value;
    group[equal++] = place;
    out[place] = ++rank;
  }
  if (equal > 1) spread(out, group, equal, rank);
}

/** Gives equal values, whose ranks end at `rank`, their mean. */
function spread(out: Float64Array, group: Int32Array, equal: number, rank: number): void {
  for (let k = 0; k < equal; k++) out[group[k]!] = rank - (equal - 1) / 2;
}
