import { defineAlpha } from "./defineAlpha.ts";
import { blend, decayLinear, delta, divide, greater, negative, rank, tsRank } from "./language.ts";

export const alpha073 = defineAlpha({
  number: 73,
  formula: "(max(rank(decay_linear(delta(vwap, 4.72775), 2.91864)), Ts_Rank(decay_linear(((delta(((open * 0.147155) + (low * (1 - 0.147155))), 2.03608) / ((open * 0.147155) + (low * (1 - 0.147155)))) * -1), 3.33829), 16.7411)) * -1)",
  description: "The greater of two: rise of the average price, or fall of the low open, reversed",
  unit: "number",
}, ({ low, open, vwap }) => negative(
  greater(
    rank(decayLinear(delta(vwap, 4.72775), 2.91864)),
    tsRank(decayLinear(negative(divide(delta(blend(open, low, 0.147155), 2.03608), blend(open, low, 0.147155))), 3.33829), 16.7411),
  ),
));
