import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, decayLinear, delta, negative, neutralise, rank, subtract, sum } from "./language.ts";

export const alpha063 = defineAlpha({
  number: 63,
  formula: "((rank(decay_linear(delta(IndNeutralize(close, IndClass.industry), 2.25164), 8.22237)) - rank(decay_linear(correlation(((vwap * 0.318108) + (open * (1 - 0.318108))), sum(adv180, 37.2467), 13.557), 12.2883))) * -1)",
  description: "Move neutral to the industry against agreement of price and half a year's volume",
  unit: "number",
}, ({ adv, close, open, vwap }) => negative(
  subtract(
    rank(decayLinear(delta(neutralise(close, "industry"), 2.25164), 8.22237)),
    rank(decayLinear(correlation(blend(vwap, open, 0.318108), sum(adv(180), 37.2467), 13.557), 12.2883)),
  ),
));
