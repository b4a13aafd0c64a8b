import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, decayLinear, delta, neutralise, subtract, tsRank } from "./language.ts";

export const alpha089 = defineAlpha({
  number: 89,
  formula: "(Ts_Rank(decay_linear(correlation(((low * 0.967285) + (low * (1 - 0.967285))), adv10, 6.94279), 5.51607), 3.79744) - Ts_Rank(decay_linear(delta(IndNeutralize(vwap, IndClass.industry), 3.48158), 10.1466), 15.3012))",
  description: "Low with volume among four days, less the neutral price's move",
  unit: "number",
}, ({ adv, low, vwap }) => subtract(
  tsRank(decayLinear(correlation(blend(low, low, 0.967285), adv(10), 6.94279), 5.51607), 3.79744),
  tsRank(decayLinear(delta(neutralise(vwap, "industry"), 3.48158), 10.1466), 15.3012),
));
