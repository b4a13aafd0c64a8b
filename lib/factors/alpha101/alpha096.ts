import { defineAlpha } from "./defineAlpha.ts";
import { correlation, decayLinear, greater, negative, rank, tsArgMax, tsRank } from "./language.ts";

export const alpha096 = defineAlpha({
  number: 96,
  formula: "(max(Ts_Rank(decay_linear(correlation(rank(vwap), rank(volume), 3.83878), 4.16783), 8.38151), Ts_Rank(decay_linear(Ts_ArgMax(correlation(Ts_Rank(close, 7.45404), Ts_Rank(adv60, 4.13242), 3.65459), 12.6556), 14.0365), 13.4143)) * -1)",
  description: "The greater of two: price with volume, or how lately close and volume agreed most, reversed",
  unit: "number",
}, ({ adv, close, volume, vwap }) => negative(
  greater(
    tsRank(decayLinear(correlation(rank(vwap), rank(volume), 3.83878), 4.16783), 8.38151),
    tsRank(decayLinear(tsArgMax(correlation(tsRank(close, 7.45404), tsRank(adv(60), 4.13242), 3.65459), 12.6556), 14.0365), 13.4143),
  ),
));
