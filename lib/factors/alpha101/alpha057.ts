import { defineAlpha } from "./defineAlpha.ts";
import { decayLinear, divide, negative, rank, subtract, tsArgMax } from "./language.ts";

export const alpha057 = defineAlpha({
  number: 57,
  formula: "(0 - (1 * ((close - vwap) / decay_linear(rank(ts_argmax(close, 30)), 2))))",
  description: "Close below the average price by how lately the month's greatest close was",
  unit: "price",
}, ({ close, vwap }) => negative(divide(subtract(close, vwap), decayLinear(rank(tsArgMax(close, 30)), 2))));
