import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, power, rank, sum } from "./language.ts";

export const alpha078 = defineAlpha({
  number: 78,
  formula: "(rank(correlation(sum(((low * 0.352233) + (vwap * (1 - 0.352233))), 19.7428), sum(adv40, 19.7428), 6.83313))^rank(correlation(rank(vwap), rank(volume), 5.77492)))",
  description: "Agreement of low price and volume, to the power of that of ranks",
  unit: "number",
}, ({ adv, low, volume, vwap }) => power(
  rank(correlation(sum(blend(low, vwap, 0.352233), 19.7428), sum(adv(40), 19.7428), 6.83313)),
  rank(correlation(rank(vwap), rank(volume), 5.77492)),
));
