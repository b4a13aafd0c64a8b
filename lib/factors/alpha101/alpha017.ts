import { defineAlpha } from "./defineAlpha.ts";
import { delta, divide, multiply, negative, rank, tsRank } from "./language.ts";

export const alpha017 = defineAlpha({
  number: 17,
  formula: "(((-1 * rank(ts_rank(close, 10))) * rank(delta(delta(close, 1), 1))) * rank(ts_rank((volume / adv20), 5)))",
  description: "Low close among ten days, bending down, on rising relative volume",
  unit: "number",
}, ({ adv, close, volume }) => multiply(multiply(negative(rank(tsRank(close, 10))), rank(delta(delta(close, 1), 1))), rank(tsRank(divide(volume, adv(20)), 5))));
