import { defineAlpha } from "./defineAlpha.ts";
import { correlation, delta, multiply, negative, rank } from "./language.ts";

export const alpha014 = defineAlpha({
  number: 14,
  formula: "((-1 * rank(delta(returns, 3))) * correlation(open, volume, 10))",
  description: "Slowing returns where open and volume move together",
  unit: "number",
}, ({ open, returns, volume }) => multiply(negative(rank(delta(returns, 3))), correlation(open, volume, 10)));
