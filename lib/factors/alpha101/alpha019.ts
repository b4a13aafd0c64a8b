import { defineAlpha } from "./defineAlpha.ts";
import { add, delay, delta, multiply, negative, rank, sign, subtract, sum } from "./language.ts";

export const alpha019 = defineAlpha({
  number: 19,
  formula: "((-1 * sign(((close - delay(close, 7)) + delta(close, 7)))) * (1 + rank((1 + sum(returns, 250)))))",
  description: "Reversal of the week, more so after a good year",
  unit: "number",
}, ({ close, returns }) => multiply(negative(sign(add(subtract(close, delay(close, 7)), delta(close, 7)))), add(1, rank(add(1, sum(returns, 250))))));
