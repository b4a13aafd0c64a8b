import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, neutralise, power, rank, subtract, tsMax, tsRank } from "./language.ts";

export const alpha090 = defineAlpha({
  number: 90,
  formula: "((rank((close - ts_max(close, 4.66719)))^Ts_Rank(correlation(IndNeutralize(adv40, IndClass.subindustry), low, 5.38375), 3.21856)) * -1)",
  description: "Close below its high, to the power of neutral volume with the low, reversed",
  unit: "number",
}, ({ adv, close, low }) => negative(power(rank(subtract(close, tsMax(close, 4.66719))), tsRank(correlation(neutralise(adv(40), "subindustry"), low, 5.38375), 3.21856))));
