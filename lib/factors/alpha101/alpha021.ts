import { defineAlpha } from "./defineAlpha.ts";
import { add, choose, divide, isAtMost, isLess, stddev, subtract, sum } from "./language.ts";

export const alpha021 = defineAlpha({
  number: 21,
  formula: "((((sum(close, 8) / 8) + stddev(close, 8)) < (sum(close, 2) / 2)) ? (-1 * 1) : (((sum(close, 2) / 2) < ((sum(close, 8) / 8) - stddev(close, 8))) ? 1 : (((1 < (volume / adv20)) || ((volume / adv20) == 1)) ? 1 : (-1 * 1))))",
  description: "Short mean against a band round the longer one, then relative volume: 1 or −1",
  unit: "number",
}, ({ adv, close, volume }) => choose(
  isLess(add(divide(sum(close, 8), 8), stddev(close, 8)), divide(sum(close, 2), 2)),
  -1,
  choose(
    isLess(divide(sum(close, 2), 2), subtract(divide(sum(close, 8), 8), stddev(close, 8))),
    1,
    choose(isAtMost(1, divide(volume, adv(20))), 1, -1),
  ),
));
