import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, isLess, negative, rank, subtract, sum, tsMin } from "./language.ts";

export const alpha065 = defineAlpha({
  number: 65,
  formula: "((rank(correlation(((open * 0.00817205) + (vwap * (1 - 0.00817205))), sum(adv60, 8.6911), 6.40374)) < rank((open - ts_min(open, 13.635)))) * -1)",
  description: "Agreement of average price and volume against the open's rise from its low",
  unit: "number",
}, ({ adv, open, vwap }) => negative(isLess(rank(correlation(blend(open, vwap, 0.00817205), sum(adv(60), 8.6911), 6.40374)), rank(subtract(open, tsMin(open, 13.635))))));
