import { defineAlpha } from "./defineAlpha.ts";
import { add, blend, correlation, delta, divide, isLess, negative, rank, sum } from "./language.ts";

export const alpha064 = defineAlpha({
  number: 64,
  formula: "((rank(correlation(sum(((open * 0.178404) + (low * (1 - 0.178404))), 12.7054), sum(adv120, 12.7054), 16.6208)) < rank(delta(((((high + low) / 2) * 0.178404) + (vwap * (1 - 0.178404))), 3.69741))) * -1)",
  description: "Agreement of low prices and long volume against the move of the middle",
  unit: "number",
}, ({ adv, high, low, open, vwap }) => negative(
  isLess(
    rank(correlation(sum(blend(open, low, 0.178404), 12.7054), sum(adv(120), 12.7054), 16.6208)),
    rank(delta(blend(divide(add(high, low), 2), vwap, 0.178404), 3.69741)),
  ),
));
