import { defineAlpha } from "./defineAlpha.ts";
import { delay, divide, multiply, rank, subtract, sum } from "./language.ts";

export const alpha083 = defineAlpha({
  number: 83,
  formula: "((rank(delay(((high - low) / (sum(close, 5) / 5)), 2)) * rank(rank(volume))) / (((high - low) / (sum(close, 5) / 5)) / (vwap - close)))",
  description: "Range of two days ago and volume, over the range by the close's distance to the price",
  unit: "price",
}, ({ close, high, low, volume, vwap }) => divide(
  multiply(rank(delay(divide(subtract(high, low), divide(sum(close, 5), 5)), 2)), rank(rank(volume))),
  divide(divide(subtract(high, low), divide(sum(close, 5), 5)), subtract(vwap, close)),
));
