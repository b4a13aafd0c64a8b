import { defineAlpha } from "./defineAlpha.ts";
import { correlation, isLess, log, negative, power, product, rank, sum } from "./language.ts";

export const alpha081 = defineAlpha({
  number: 81,
  formula: "((rank(Log(product(rank((rank(correlation(vwap, sum(adv10, 49.6054), 8.47743))^4)), 14.9655))) < rank(correlation(rank(vwap), rank(volume), 5.07914))) * -1)",
  description: "Steady agreement of price and volume against that of their ranks",
  unit: "number",
}, ({ adv, volume, vwap }) => negative(
  isLess(
    rank(log(product(rank(power(rank(correlation(vwap, sum(adv(10), 49.6054), 8.47743)), 4)), 14.9655))),
    rank(correlation(rank(vwap), rank(volume), 5.07914)),
  ),
));
