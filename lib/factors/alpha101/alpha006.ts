import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative } from "./language.ts";

export const alpha006 = defineAlpha({
  number: 6,
  formula: "(-1 * correlation(open, volume, 10))",
  description: "Open against volume over ten days: how much they part",
  unit: "number",
}, ({ open, volume }) => negative(correlation(open, volume, 10)));
