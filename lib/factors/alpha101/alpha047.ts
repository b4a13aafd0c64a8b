import { defineAlpha } from "./defineAlpha.ts";
import { delay, divide, multiply, rank, subtract, sum } from "./language.ts";

export const alpha047 = defineAlpha({
  number: 47,
  formula: "((((rank((1 / close)) * volume) / adv20) * ((high * rank((high - close))) / (sum(high, 5) / 5))) - rank((vwap - delay(vwap, 5))))",
  description: "Cheapness on heavy volume with a high upper shadow, less a five-day rise of the average price",
  unit: "number",
}, ({ adv, close, high, volume, vwap }) => subtract(
  multiply(divide(multiply(rank(divide(1, close)), volume), adv(20)), divide(multiply(high, rank(subtract(high, close))), divide(sum(high, 5), 5))),
  rank(subtract(vwap, delay(vwap, 5))),
));
