import { defineAlpha } from "./defineAlpha.ts";
import { add, delta, multiply, rank, subtract, tsMax, tsMin } from "./language.ts";

export const alpha011 = defineAlpha({
  number: 11,
  formula: "((rank(ts_max((vwap - close), 3)) + rank(ts_min((vwap - close), 3))) * rank(delta(volume, 3)))",
  description: "Close away from the average price for three days, with growing volume",
  unit: "number",
}, ({ close, volume, vwap }) => multiply(add(rank(tsMax(subtract(vwap, close), 3)), rank(tsMin(subtract(vwap, close), 3))), rank(delta(volume, 3))));
