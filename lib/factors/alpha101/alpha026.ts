import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, tsMax, tsRank } from "./language.ts";

export const alpha026 = defineAlpha({
  number: 26,
  formula: "(-1 * ts_max(correlation(ts_rank(volume, 5), ts_rank(high, 5), 5), 3))",
  description: "High agreement of volume and high among five days, reversed",
  unit: "number",
}, ({ high, volume }) => negative(tsMax(correlation(tsRank(volume, 5), tsRank(high, 5), 5), 3)));
