import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, decayLinear, negative, neutralise, tsRank } from "./language.ts";

export const alpha059 = defineAlpha({
  number: 59,
  formula: "(-1 * Ts_Rank(decay_linear(correlation(IndNeutralize(((vwap * 0.728317) + (vwap * (1 - 0.728317))), IndClass.industry), volume, 4.25197), 16.2289), 8.19648))",
  description: "Average price neutral to the industry against volume: decayed and ranked among eight days",
  unit: "number",
}, ({ volume, vwap }) => negative(tsRank(decayLinear(correlation(neutralise(blend(vwap, vwap, 0.728317), "industry"), volume, 4.25197), 16.2289), 8.19648)));
