import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, rank, tsMax } from "./language.ts";

export const alpha050 = defineAlpha({
  number: 50,
  formula: "(-1 * ts_max(rank(correlation(rank(volume), rank(vwap), 5)), 5))",
  description: "Greatest agreement of volume and average price of five days, reversed",
  unit: "number",
}, ({ volume, vwap }) => negative(tsMax(rank(correlation(rank(volume), rank(vwap), 5)), 5)));
