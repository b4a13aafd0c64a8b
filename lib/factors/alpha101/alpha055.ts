import { defineAlpha } from "./defineAlpha.ts";
import { correlation, divide, negative, rank, subtract, tsMax, tsMin } from "./language.ts";

export const alpha055 = defineAlpha({
  number: 55,
  formula: "(-1 * correlation(rank(((close - ts_min(low, 12)) / (ts_max(high, 12) - ts_min(low, 12)))), rank(volume), 6))",
  description: "Place in the twelve-day range against volume: ranks that part",
  unit: "number",
}, ({ close, high, low, volume }) => negative(correlation(rank(divide(subtract(close, tsMin(low, 12)), subtract(tsMax(high, 12), tsMin(low, 12)))), rank(volume), 6)));
