import { defineAlpha } from "./defineAlpha.ts";
import { correlation, decayLinear, rank, subtract, sum, tsArgMin, tsRank } from "./language.ts";

export const alpha098 = defineAlpha({
  number: 98,
  formula: "(rank(decay_linear(correlation(vwap, sum(adv5, 26.4719), 4.58418), 7.18088)) - rank(decay_linear(Ts_Rank(Ts_ArgMin(correlation(rank(open), rank(adv15), 20.8187), 8.62571), 6.95668), 8.07206)))",
  description: "Price with weekly volume, less how lately open and volume agreed least",
  unit: "number",
}, ({ adv, open, vwap }) => subtract(
  rank(decayLinear(correlation(vwap, sum(adv(5), 26.4719), 4.58418), 7.18088)),
  rank(decayLinear(tsRank(tsArgMin(correlation(rank(open), rank(adv(15)), 20.8187), 8.62571), 6.95668), 8.07206)),
));
