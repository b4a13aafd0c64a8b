import { defineAlpha } from "./defineAlpha.ts";
import { choose, correlation, divide, isLess, rank, sum } from "./language.ts";

export const alpha027 = defineAlpha({
  number: 27,
  formula: "((0.5 < rank((sum(correlation(rank(volume), rank(vwap), 6), 2) / 2.0))) ? (-1 * 1) : 1)",
  description: "Whether volume and price agree less than in the median asset: 1 or −1",
  unit: "number",
}, ({ volume, vwap }) => choose(isLess(0.5, rank(divide(sum(correlation(rank(volume), rank(vwap), 6), 2), 2))), -1, 1));
