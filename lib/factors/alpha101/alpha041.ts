import { defineAlpha } from "./defineAlpha.ts";
import { multiply, power, subtract } from "./language.ts";

export const alpha041 = defineAlpha({
  number: 41,
  formula: "(((high * low)^0.5) - vwap)",
  description: "Geometric mean of high and low above the average price",
  unit: "price",
}, ({ high, low, vwap }) => subtract(power(multiply(high, low), 0.5), vwap));
