import { defineAlpha } from "./defineAlpha.ts";
import { add, blend, correlation, divide, power, rank, tsRank } from "./language.ts";

export const alpha085 = defineAlpha({
  number: 85,
  formula: "(rank(correlation(((high * 0.876703) + (close * (1 - 0.876703))), adv30, 9.61331))^rank(correlation(Ts_Rank(((high + low) / 2), 3.70596), Ts_Rank(volume, 10.1595), 7.11408)))",
  description: "High close with volume, to the power of middle and volume's ranks",
  unit: "number",
}, ({ adv, close, high, low, volume }) => power(
  rank(correlation(blend(high, close, 0.876703), adv(30), 9.61331)),
  rank(correlation(tsRank(divide(add(high, low), 2), 3.70596), tsRank(volume, 10.1595), 7.11408)),
));
