import { defineAlpha } from "./defineAlpha.ts";
import { multiply, negative, rank, subtract } from "./language.ts";

export const alpha025 = defineAlpha({
  number: 25,
  formula: "rank(((((-1 * returns) * adv20) * vwap) * (high - close)))",
  description: "Fall on heavy turnover with a long upper shadow: rank",
  unit: "number",
}, ({ adv, close, high, returns, vwap }) => rank(multiply(multiply(multiply(negative(returns), adv(20)), vwap), subtract(high, close))));
