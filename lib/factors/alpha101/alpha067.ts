import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, neutralise, power, rank, subtract, tsMin } from "./language.ts";

export const alpha067 = defineAlpha({
  number: 67,
  formula: "((rank((high - ts_min(high, 2.14593)))^rank(correlation(IndNeutralize(vwap, IndClass.sector), IndNeutralize(adv20, IndClass.subindustry), 6.02936))) * -1)",
  description: "High above its low, to the power of the agreement of neutral price and neutral volume",
  unit: "number",
}, ({ adv, high, vwap }) => negative(
  power(rank(subtract(high, tsMin(high, 2.14593))), rank(correlation(neutralise(vwap, "sector"), neutralise(adv(20), "subindustry"), 6.02936))),
));
