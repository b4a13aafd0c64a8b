import { defineAlpha } from "./defineAlpha.ts";
import { divide, multiply, negative, rank, scale, subtract, tsArgMax } from "./language.ts";

export const alpha060 = defineAlpha({
  number: 60,
  formula: "(0 - (1 * ((2 * scale(rank(((((close - low) - (high - close)) / (high - low)) * volume)))) - scale(rank(ts_argmax(close, 10))))))",
  description: "Late greatest close against the close's place in the day on volume, scaled",
  unit: "number",
}, ({ close, high, low, volume }) => negative(
  subtract(
    multiply(2, scale(rank(multiply(divide(subtract(subtract(close, low), subtract(high, close)), subtract(high, low)), volume)))),
    scale(rank(tsArgMax(close, 10))),
  ),
));
