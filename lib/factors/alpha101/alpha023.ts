import { defineAlpha } from "./defineAlpha.ts";
import { choose, delta, divide, isLess, negative, sum } from "./language.ts";

export const alpha023 = defineAlpha({
  number: 23,
  formula: "(((sum(high, 20) / 20) < high) ? (-1 * delta(high, 2)) : 0)",
  description: "Reversal of the high's two-day rise when it is above its mean",
  unit: "price",
}, ({ high }) => choose(isLess(divide(sum(high, 20), 20), high), negative(delta(high, 2)), 0));
