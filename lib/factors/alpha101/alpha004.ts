import { defineAlpha } from "./defineAlpha.ts";
import { negative, rank, tsRank } from "./language.ts";

export const alpha004 = defineAlpha({
  number: 4,
  formula: "(-1 * Ts_Rank(rank(low), 9))",
  description: "Lowness of the low's rank among nine days",
  unit: "number",
}, ({ low }) => negative(tsRank(rank(low), 9)));
