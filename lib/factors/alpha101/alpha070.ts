import { defineAlpha } from "./defineAlpha.ts";
import { correlation, delta, negative, neutralise, power, rank, tsRank } from "./language.ts";

export const alpha070 = defineAlpha({
  number: 70,
  formula: "((rank(delta(vwap, 1.29456))^Ts_Rank(correlation(IndNeutralize(close, IndClass.industry), adv50, 17.8256), 17.9171)) * -1)",
  description: "Day's move of the average price, to the power of neutral close and volume's agreement",
  unit: "number",
}, ({ adv, close, vwap }) => negative(power(rank(delta(vwap, 1.29456)), tsRank(correlation(neutralise(close, "industry"), adv(50), 17.8256), 17.9171))));
