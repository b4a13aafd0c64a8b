import { defineAlpha } from "./defineAlpha.ts";
import { add, decayLinear, delta, divide, multiply, negative, rank, subtract, sum } from "./language.ts";

export const alpha039 = defineAlpha({
  number: 39,
  formula: "((-1 * rank((delta(close, 7) * (1 - rank(decay_linear((volume / adv20), 9)))))) * (1 + rank(sum(returns, 250))))",
  description: "Seven-day reversal on quiet volume, more so after a good year",
  unit: "number",
}, ({ adv, close, returns, volume }) => multiply(negative(rank(multiply(delta(close, 7), subtract(1, rank(decayLinear(divide(volume, adv(20)), 9)))))), add(1, rank(sum(returns, 250)))));
