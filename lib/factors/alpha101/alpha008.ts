import { defineAlpha } from "./defineAlpha.ts";
import { delay, multiply, negative, rank, subtract, sum } from "./language.ts";

export const alpha008 = defineAlpha({
  number: 8,
  formula: "(-1 * rank(((sum(open, 5) * sum(returns, 5)) - delay((sum(open, 5) * sum(returns, 5)), 10))))",
  description: "Fall of open and return sums against ten days ago: rank",
  unit: "number",
}, ({ open, returns }) => negative(rank(subtract(multiply(sum(open, 5), sum(returns, 5)), delay(multiply(sum(open, 5), sum(returns, 5)), 10)))));
