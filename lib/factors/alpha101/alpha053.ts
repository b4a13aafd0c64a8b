import { defineAlpha } from "./defineAlpha.ts";
import { delta, divide, negative, subtract } from "./language.ts";

export const alpha053 = defineAlpha({
  number: 53,
  formula: "(-1 * delta((((close - low) - (high - close)) / (close - low)), 9))",
  description: "Fall of the close's place in the day over nine days",
  unit: "number",
}, ({ close, high, low }) => negative(delta(divide(subtract(subtract(close, low), subtract(high, close)), subtract(close, low)), 9)));
