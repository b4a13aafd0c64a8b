import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, power, rank, subtract, tsMin, tsRank } from "./language.ts";

export const alpha094 = defineAlpha({
  number: 94,
  formula: "((rank((vwap - ts_min(vwap, 11.5783)))^Ts_Rank(correlation(Ts_Rank(vwap, 19.6462), Ts_Rank(adv60, 4.02992), 18.0926), 2.70756)) * -1)",
  description: "Price above its low, to the power of ranks of price and volume, reversed",
  unit: "number",
}, ({ adv, vwap }) => negative(power(rank(subtract(vwap, tsMin(vwap, 11.5783))), tsRank(correlation(tsRank(vwap, 19.6462), tsRank(adv(60), 4.02992), 18.0926), 2.70756))));
