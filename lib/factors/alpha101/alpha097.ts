import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, decayLinear, delta, negative, neutralise, rank, subtract, tsRank } from "./language.ts";

export const alpha097 = defineAlpha({
  number: 97,
  formula: "((rank(decay_linear(delta(IndNeutralize(((low * 0.721001) + (vwap * (1 - 0.721001))), IndClass.industry), 3.3705), 20.4523)) - Ts_Rank(decay_linear(Ts_Rank(correlation(Ts_Rank(low, 7.87871), Ts_Rank(adv60, 17.255), 4.97547), 18.5925), 15.7152), 6.71659)) * -1)",
  description: "Neutral low price's move less low with volume among a month, reversed",
  unit: "number",
}, ({ adv, low, vwap }) => negative(
  subtract(
    rank(decayLinear(delta(neutralise(blend(low, vwap, 0.721001), "industry"), 3.3705), 20.4523)),
    tsRank(decayLinear(tsRank(correlation(tsRank(low, 7.87871), tsRank(adv(60), 17.255), 4.97547), 18.5925), 15.7152), 6.71659),
  ),
));
