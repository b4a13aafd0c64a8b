import { defineAlpha } from "./defineAlpha.ts";
import { add, blend, decayLinear, delta, divide, negative, rank, subtract, tsRank } from "./language.ts";

export const alpha066 = defineAlpha({
  number: 66,
  formula: "((rank(decay_linear(delta(vwap, 3.51013), 7.23052)) + Ts_Rank(decay_linear(((((low * 0.96633) + (low * (1 - 0.96633))) - vwap) / (open - ((high + low) / 2))), 11.4157), 6.72611)) * -1)",
  description: "Fading of the average price and of the open's distance to the middle",
  unit: "number",
}, ({ high, low, open, vwap }) => negative(
  add(
    rank(decayLinear(delta(vwap, 3.51013), 7.23052)),
    tsRank(decayLinear(divide(subtract(blend(low, low, 0.96633), vwap), subtract(open, divide(add(high, low), 2))), 11.4157), 6.72611),
  ),
));
