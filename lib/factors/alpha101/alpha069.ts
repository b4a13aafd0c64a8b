import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, delta, negative, neutralise, power, rank, tsMax, tsRank } from "./language.ts";

export const alpha069 = defineAlpha({
  number: 69,
  formula: "((rank(ts_max(delta(IndNeutralize(vwap, IndClass.industry), 2.72412), 4.79344))^Ts_Rank(correlation(((close * 0.490655) + (vwap * (1 - 0.490655))), adv20, 4.92416), 9.0615)) * -1)",
  description: "Greatest rise neutral to the industry, to the power of price and volume's agreement",
  unit: "number",
}, ({ adv, close, vwap }) => negative(
  power(
    rank(tsMax(delta(neutralise(vwap, "industry"), 2.72412), 4.79344)),
    tsRank(correlation(blend(close, vwap, 0.490655), adv(20), 4.92416), 9.0615),
  ),
));
