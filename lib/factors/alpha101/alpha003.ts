import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, rank } from "./language.ts";

export const alpha003 = defineAlpha({
  number: 3,
  formula: "(-1 * correlation(rank(open), rank(volume), 10))",
  description: "Opens against volumes: ranks that part over ten days",
  unit: "number",
}, ({ open, volume }) => negative(correlation(rank(open), rank(volume), 10)));
