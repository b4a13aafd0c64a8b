import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, decayLinear, divide, rank, tsRank } from "./language.ts";

export const alpha072 = defineAlpha({
  number: 72,
  formula: "(rank(decay_linear(correlation(((high + low) / 2), adv40, 8.93345), 10.1519)) / rank(decay_linear(correlation(Ts_Rank(vwap, 3.72469), Ts_Rank(volume, 18.5188), 6.86671), 2.95011)))",
  description: "Agreement of middle and volume over that of the ranks of price and volume",
  unit: "number",
}, ({ adv, high, low, volume, vwap }) => divide(
  rank(decayLinear(correlation(divide(add(high, low), 2), adv(40), 8.93345), 10.1519)),
  rank(decayLinear(correlation(tsRank(vwap, 3.72469), tsRank(volume, 18.5188), 6.86671), 2.95011)),
));
