import { equityPath, type Equity } from "./equityPath.ts";

/** Longest time under water: most bars from a peak until it is reached again, or to the last bar. in: equity [N] or its path  out: bars, 0 if the equity never falls */
export function longestFall(equity: Equity): number {
  return equityPath(equity, "longestFall").longestFall;
}
