import { defineAlpha } from "./defineAlpha.ts";
import { correlation, decayLinear, delta, greater, negative, neutralise, rank, tsRank } from "./language.ts";

export const alpha076 = defineAlpha({
  number: 76,
  formula: "(max(rank(decay_linear(delta(vwap, 1.24383), 11.8259)), Ts_Rank(decay_linear(Ts_Rank(correlation(IndNeutralize(low, IndClass.sector), adv81, 8.14941), 19.569), 17.1543), 19.383)) * -1)",
  description: "The greater of two: the day's price move, or the neutral low's agreement with volume, reversed",
  unit: "number",
}, ({ adv, low, vwap }) => negative(
  greater(
    rank(decayLinear(delta(vwap, 1.24383), 11.8259)),
    tsRank(decayLinear(tsRank(correlation(neutralise(low, "sector"), adv(81), 8.14941), 19.569), 17.1543), 19.383),
  ),
));
