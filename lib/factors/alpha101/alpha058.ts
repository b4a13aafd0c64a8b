import { defineAlpha } from "./defineAlpha.ts";
import { correlation, decayLinear, negative, neutralise, tsRank } from "./language.ts";

export const alpha058 = defineAlpha({
  number: 58,
  formula: "(-1 * Ts_Rank(decay_linear(correlation(IndNeutralize(vwap, IndClass.sector), volume, 3.92795), 7.89291), 5.50322))",
  description: "Average price neutral to the sector against volume: decayed and ranked among five days",
  unit: "number",
}, ({ volume, vwap }) => negative(tsRank(decayLinear(correlation(neutralise(vwap, "sector"), volume, 3.92795), 7.89291), 5.50322)));
