import { defineAlpha } from "./defineAlpha.ts";
import { add, divide, subtract } from "./language.ts";

export const alpha101 = defineAlpha({
  number: 101,
  formula: "((close - open) / ((high - low) + .001))",
  description: "Candle's body as a share of its range",
  unit: "mixed",
}, ({ close, high, low, open }) => divide(subtract(close, open), add(subtract(high, low), 0.001)));
