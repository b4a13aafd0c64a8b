import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, divide, scale, subtract } from "./language.ts";

export const alpha028 = defineAlpha({
  number: 28,
  formula: "scale(((correlation(adv20, low, 5) + ((high + low) / 2)) - close))",
  description: "Middle of the day and its agreement with volume against the close, scaled",
  unit: "mixed",
}, ({ adv, close, high, low }) => scale(subtract(add(correlation(adv(20), low, 5), divide(add(high, low), 2)), close)));
