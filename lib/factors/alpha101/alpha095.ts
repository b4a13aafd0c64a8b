import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, divide, isLess, power, rank, subtract, sum, tsMin, tsRank } from "./language.ts";

export const alpha095 = defineAlpha({
  number: 95,
  formula: "(rank((open - ts_min(open, 12.4105))) < Ts_Rank((rank(correlation(sum(((high + low) / 2), 19.1351), sum(adv40, 19.1351), 12.8742))^5), 11.7584))",
  description: "Whether the open's rise from its low ranks below middle and volume's agreement",
  unit: "number",
}, ({ adv, high, low, open }) => isLess(
  rank(subtract(open, tsMin(open, 12.4105))),
  tsRank(power(rank(correlation(sum(divide(add(high, low), 2), 19.1351), sum(adv(40), 19.1351), 12.8742)), 5), 11.7584),
));
