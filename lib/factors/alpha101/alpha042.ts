import { defineAlpha } from "./defineAlpha.ts";
import { add, divide, rank, subtract } from "./language.ts";

export const alpha042 = defineAlpha({
  number: 42,
  formula: "(rank((vwap - close)) / rank((vwap + close)))",
  description: "Close below the average price against their sum: ratio of ranks",
  unit: "number",
}, ({ close, vwap }) => divide(rank(subtract(vwap, close)), rank(add(vwap, close))));
