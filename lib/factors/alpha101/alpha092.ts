import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, decayLinear, divide, isLess, lesser, rank, tsRank } from "./language.ts";

export const alpha092 = defineAlpha({
  number: 92,
  formula: "min(Ts_Rank(decay_linear(((((high + low) / 2) + close) < (low + open)), 14.7221), 18.8683), Ts_Rank(decay_linear(correlation(rank(low), rank(adv30), 7.58555), 6.94024), 6.80584))",
  description: "The lesser of two: whether the middle is low, or low with volume",
  unit: "number",
}, ({ adv, close, high, low, open }) => lesser(
  tsRank(decayLinear(isLess(add(divide(add(high, low), 2), close), add(low, open)), 14.7221), 18.8683),
  tsRank(decayLinear(correlation(rank(low), rank(adv(30)), 7.58555), 6.94024), 6.80584),
));
