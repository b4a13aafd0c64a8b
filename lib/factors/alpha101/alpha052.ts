import { defineAlpha } from "./defineAlpha.ts";
import { add, delay, divide, multiply, negative, rank, subtract, sum, tsMin, tsRank } from "./language.ts";

export const alpha052 = defineAlpha({
  number: 52,
  formula: "((((-1 * ts_min(low, 5)) + delay(ts_min(low, 5), 5)) * rank(((sum(returns, 240) - sum(returns, 20)) / 220))) * ts_rank(volume, 5))",
  description: "Rising five-day low after a good year without its last month, on high volume",
  unit: "price",
}, ({ low, returns, volume }) => multiply(
  multiply(add(negative(tsMin(low, 5)), delay(tsMin(low, 5), 5)), rank(divide(subtract(sum(returns, 240), sum(returns, 20)), 220))),
  tsRank(volume, 5),
));
