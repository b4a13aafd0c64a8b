import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, rank } from "./language.ts";

export const alpha044 = defineAlpha({
  number: 44,
  formula: "(-1 * correlation(high, rank(volume), 5))",
  description: "High against the rank of volume over five days: how much they part",
  unit: "number",
}, ({ high, volume }) => negative(correlation(high, rank(volume), 5)));
