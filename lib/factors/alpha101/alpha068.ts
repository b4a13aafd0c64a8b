import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, delta, isLess, negative, rank, tsRank } from "./language.ts";

export const alpha068 = defineAlpha({
  number: 68,
  formula: "((Ts_Rank(correlation(rank(high), rank(adv15), 8.91644), 13.9333) < rank(delta(((close * 0.518371) + (low * (1 - 0.518371))), 1.06157))) * -1)",
  description: "Agreement of high and volume among two weeks against the day's move",
  unit: "number",
}, ({ adv, close, high, low }) => negative(isLess(tsRank(correlation(rank(high), rank(adv(15)), 8.91644), 13.9333), rank(delta(blend(close, low, 0.518371), 1.06157)))));
