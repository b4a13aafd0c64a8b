import { defineAlpha } from "./defineAlpha.ts";
import { absolute, blend, correlation, decayLinear, delta, greater, negative, neutralise, rank, tsRank } from "./language.ts";

export const alpha087 = defineAlpha({
  number: 87,
  formula: "(max(rank(decay_linear(delta(((close * 0.369701) + (vwap * (1 - 0.369701))), 1.91233), 2.65461)), Ts_Rank(decay_linear(abs(correlation(IndNeutralize(adv81, IndClass.industry), close, 13.4132)), 4.89768), 14.4535)) * -1)",
  description: "The greater of two: the move of close and price, or neutral volume with the close, reversed",
  unit: "number",
}, ({ adv, close, vwap }) => negative(
  greater(
    rank(decayLinear(delta(blend(close, vwap, 0.369701), 1.91233), 2.65461)),
    tsRank(decayLinear(absolute(correlation(neutralise(adv(81), "industry"), close, 13.4132)), 4.89768), 14.4535),
  ),
));
