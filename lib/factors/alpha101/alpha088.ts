import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, decayLinear, lesser, rank, subtract, tsRank } from "./language.ts";

export const alpha088 = defineAlpha({
  number: 88,
  formula: "min(rank(decay_linear(((rank(open) + rank(low)) - (rank(high) + rank(close))), 8.06882)), Ts_Rank(decay_linear(correlation(Ts_Rank(close, 8.44728), Ts_Rank(adv60, 20.6966), 8.01266), 6.65053), 2.61957))",
  description: "The lesser of two: open and low above high and close in rank, or close with volume",
  unit: "number",
}, ({ adv, close, high, low, open }) => lesser(
  rank(decayLinear(subtract(add(rank(open), rank(low)), add(rank(high), rank(close))), 8.06882)),
  tsRank(decayLinear(correlation(tsRank(close, 8.44728), tsRank(adv(60), 20.6966), 8.01266), 6.65053), 2.61957),
));
