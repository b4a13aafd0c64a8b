import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, delta, negative, neutralise, power, rank, sign, tsRank } from "./language.ts";

export const alpha080 = defineAlpha({
  number: 80,
  formula: "((rank(Sign(delta(IndNeutralize(((open * 0.868128) + (high * (1 - 0.868128))), IndClass.industry), 4.04545)))^Ts_Rank(correlation(high, adv10, 5.11456), 5.53756)) * -1)",
  description: "Direction of the neutral move, to the power of high and volume's agreement, reversed",
  unit: "number",
}, ({ adv, high, open }) => negative(power(rank(sign(delta(neutralise(blend(open, high, 0.868128), "industry"), 4.04545))), tsRank(correlation(high, adv(10), 5.11456), 5.53756))));
