import { defineAlpha } from "./defineAlpha.ts";
import { absolute, divide, multiply, negative, rank, subtract, sum } from "./language.ts";

export const alpha005 = defineAlpha({
  number: 5,
  formula: "(rank((open - (sum(vwap, 10) / 10))) * (-1 * abs(rank((close - vwap)))))",
  description: "Open above its ten-day average price, where the close is far from the day's",
  unit: "number",
}, ({ close, open, vwap }) => multiply(rank(subtract(open, divide(sum(vwap, 10), 10))), negative(absolute(rank(subtract(close, vwap))))));
