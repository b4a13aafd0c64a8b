import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, decayLinear, greater, power, rank, subtract, tsRank } from "./language.ts";

export const alpha071 = defineAlpha({
  number: 71,
  formula: "max(Ts_Rank(decay_linear(correlation(Ts_Rank(close, 3.43976), Ts_Rank(adv180, 12.0647), 18.0175), 4.20501), 15.6948), Ts_Rank(decay_linear((rank(((low + open) - (vwap + vwap)))^2), 16.4662), 4.4388))",
  description: "The greater of two: ranks that agree with long volume, or distance of low and open to the price",
  unit: "number",
}, ({ adv, close, low, open, vwap }) => greater(
  tsRank(decayLinear(correlation(tsRank(close, 3.43976), tsRank(adv(180), 12.0647), 18.0175), 4.20501), 15.6948),
  tsRank(decayLinear(power(rank(subtract(add(low, open), add(vwap, vwap))), 2), 16.4662), 4.4388),
));
