import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, divide, isLess, negative, rank, sum } from "./language.ts";

export const alpha062 = defineAlpha({
  number: 62,
  formula: "((rank(correlation(vwap, sum(adv20, 22.4101), 9.91009)) < rank(((rank(open) + rank(open)) < (rank(((high + low) / 2)) + rank(high))))) * -1)",
  description: "Price with monthly volume against the order of open, middle and high",
  unit: "number",
}, ({ adv, high, low, open, vwap }) => negative(
  isLess(
    rank(correlation(vwap, sum(adv(20), 22.4101), 9.91009)),
    rank(isLess(add(rank(open), rank(open)), add(rank(divide(add(high, low), 2)), rank(high)))),
  ),
));
