import { defineAlpha } from "./defineAlpha.ts";
import { absolute, choose, delta, isLess, multiply, negative, sign, tsRank } from "./language.ts";

export const alpha007 = defineAlpha({
  number: 7,
  formula: "((adv20 < volume) ? ((-1 * ts_rank(abs(delta(close, 7)), 60)) * sign(delta(close, 7))) : (-1 * 1))",
  description: "Reversal of the seven-day move on busy days, by its size among sixty",
  unit: "number",
}, ({ adv, close, volume }) => choose(isLess(adv(20), volume), multiply(negative(tsRank(absolute(delta(close, 7)), 60)), sign(delta(close, 7))), -1));
