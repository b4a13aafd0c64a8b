import { defineAlpha } from "./defineAlpha.ts";
import { divide, multiply, negative, power, subtract } from "./language.ts";

export const alpha054 = defineAlpha({
  number: 54,
  formula: "((-1 * ((low - close) * (open^5))) / ((low - high) * (close^5)))",
  description: "Close near the low of the day, weighed by the fifth power of open against close",
  unit: "number",
}, ({ close, high, low, open }) => divide(negative(multiply(subtract(low, close), power(open, 5))), multiply(subtract(low, high), power(close, 5))));
