import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, decayLinear, delta, divide, neutralise, rank, tsRank } from "./language.ts";

export const alpha093 = defineAlpha({
  number: 93,
  formula: "(Ts_Rank(decay_linear(correlation(IndNeutralize(vwap, IndClass.industry), adv81, 17.4193), 19.848), 7.54455) / rank(decay_linear(delta(((close * 0.524434) + (vwap * (1 - 0.524434))), 2.77377), 16.2664)))",
  description: "Neutral price with long volume, over the move of close and price",
  unit: "number",
}, ({ adv, close, vwap }) => divide(
  tsRank(decayLinear(correlation(neutralise(vwap, "industry"), adv(81), 17.4193), 19.848), 7.54455),
  rank(decayLinear(delta(blend(close, vwap, 0.524434), 2.77377), 16.2664)),
));
