import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, decayLinear, divide, lesser, rank, subtract } from "./language.ts";

export const alpha077 = defineAlpha({
  number: 77,
  formula: "min(rank(decay_linear(((((high + low) / 2) + high) - (vwap + high)), 20.0451)), rank(decay_linear(correlation(((high + low) / 2), adv40, 3.1614), 5.64125)))",
  description: "The lesser of two: middle above the average price, or its agreement with volume",
  unit: "number",
}, ({ adv, high, low, vwap }) => lesser(
  rank(decayLinear(subtract(add(divide(add(high, low), 2), high), add(vwap, high)), 20.0451)),
  rank(decayLinear(correlation(divide(add(high, low), 2), adv(40), 3.1614), 5.64125)),
));
