import { defineAlpha } from "./defineAlpha.ts";
import { delay, multiply, negative, rank, subtract } from "./language.ts";

export const alpha020 = defineAlpha({
  number: 20,
  formula: "(((-1 * rank((open - delay(high, 1)))) * rank((open - delay(close, 1)))) * rank((open - delay(low, 1))))",
  description: "Opens far from yesterday's high, close and low",
  unit: "number",
}, ({ close, high, low, open }) => multiply(multiply(negative(rank(subtract(open, delay(high, 1)))), rank(subtract(open, delay(close, 1)))), rank(subtract(open, delay(low, 1)))));
