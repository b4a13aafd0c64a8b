import type { Line } from "../engine/line.ts";
import { section } from "../engine/section.ts";
import { EQUAL } from "./arithmetic.ts";

export { neutralise, scale } from "../operators/sections.ts";

/**
 * Rank among the assets of a moment as a share, 1 for the greatest; equal values share the mean of their ranks.
 * Values closer than a part in 10¹² of the largest are equal: sums of ranks are often equal in theory and differ by their rounding.
 */
export function rank(x: Line): Line {
  let sorted = new Float64Array(64);
  let shares = new Float64Array(64);
  return section("rankOfNear", [x], [], ([values], out, count) => {
    if (sorted.length < count) [sorted, shares] = [new Float64Array(2 * count), new Float64Array(2 * count)];
    let largest = 0;
    for (let i = 0; i < count; i++) {
      sorted[i] = values![i]!;
      largest = Math.max(largest, Math.abs(values![i]!));
    }
    sorted.subarray(0, count).sort();
    const near = EQUAL * largest;
    for (let first = 0; first < count; ) {
      let last = first;
      while (last + 1 < count && sorted[last + 1]! - sorted[last]! <= near) last++;
      shares.fill((first + last + 2) / (2 * count), first, last + 1);
      first = last + 1;
    }
    for (let i = 0; i < count; i++) out[i] = shares[placeOf(sorted, count, values![i]!)]!;
  });
}

/** First place of a value among sorted ones. */
function placeOf(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  for (let end = count; low < end; ) {
    const middle = (low + end) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else end = middle;
  }
  return low;
}
