import type { Line } from "../engine/line.ts";
import { section } from "../engine/section.ts";
import { EQUAL } from "./arithmetic.ts";

export { neutralise, scale } from "../operators/sections.ts";

/**
 * Rank among the assets of a moment as a share, 1 for the greatest; equal values share the mean of their ranks.
 * Values closer than a part in 10¹² of the largest are equal: sums of ranks are often equal in theory and differ by their rounding.
 */
export function rank(x: Line): Line {
  let order: number[] = [];
  return section("rankOfNear", [x], [], ([values], out, count) => {
    if (order.length !== count) order = Array.from({ length: count }, (_, i) => i);
    let largest = 0;
    for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(values![i]!));
    const near = EQUAL * largest;
    order.sort((i, j) => values![i]! - values![j]! || i - j);
    for (let first = 0; first < count; ) {
      let last = first;
      while (last + 1 < count && values![order[last + 1]!]! - values![order[last]!]! <= near) last++;
      for (let k = first; k <= last; k++) out[order[k]!] = (first + last + 2) / (2 * count);
      first = last + 1;
    }
  });
}
