import { defineAlpha } from "./defineAlpha.ts";
import { correlation, decayLinear, negative, neutralise, rank, subtract, tsRank } from "./language.ts";

export const alpha091 = defineAlpha({
  number: 91,
  formula: "((Ts_Rank(decay_linear(decay_linear(correlation(IndNeutralize(close, IndClass.industry), volume, 9.74928), 16.398), 3.83219), 4.8667) - rank(decay_linear(correlation(vwap, adv30, 4.01303), 2.6809))) * -1)",
  description: "Neutral close with volume, decayed twice, less price with monthly volume, reversed",
  unit: "number",
}, ({ adv, close, volume, vwap }) => negative(
  subtract(
    tsRank(decayLinear(decayLinear(correlation(neutralise(close, "industry"), volume, 9.74928), 16.398), 3.83219), 4.8667),
    rank(decayLinear(correlation(vwap, adv(30), 4.01303), 2.6809)),
  ),
));
