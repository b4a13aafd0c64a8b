import { defineAlpha } from "./defineAlpha.ts";
import { add, delay, delta, log, negative, product, rank, scale, subtract, sum, tsMin, tsRank } from "./language.ts";

export const alpha029 = defineAlpha({
  number: 29,
  formula: "(min(product(rank(rank(scale(log(sum(ts_min(rank(rank((-1 * rank(delta((close - 1), 5))))), 2), 1))))), 1), 5) + ts_rank(delay((-1 * returns), 6), 5))",
  description: "Persistent weakness of the five-day move, with an old fall",
  unit: "number",
}, ({ close, returns }) => add(
  tsMin(product(rank(rank(scale(log(sum(tsMin(rank(rank(negative(rank(delta(subtract(close, 1), 5))))), 2), 1))))), 1), 5),
  tsRank(delay(negative(returns), 6), 5),
));
