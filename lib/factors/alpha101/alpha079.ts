import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, delta, isLess, neutralise, rank, tsRank } from "./language.ts";

export const alpha079 = defineAlpha({
  number: 79,
  formula: "(rank(delta(IndNeutralize(((close * 0.60733) + (open * (1 - 0.60733))), IndClass.sector), 1.23438)) < rank(correlation(Ts_Rank(vwap, 3.60973), Ts_Rank(adv150, 9.18637), 14.6644)))",
  description: "Whether the move neutral to the sector ranks below price and long volume's agreement",
  unit: "number",
}, ({ adv, close, open, vwap }) => isLess(
  rank(delta(neutralise(blend(close, open, 0.60733), "sector"), 1.23438)),
  rank(correlation(tsRank(vwap, 3.60973), tsRank(adv(150), 9.18637), 14.6644)),
));
