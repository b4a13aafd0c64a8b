import { defineAlpha } from "./defineAlpha.ts";
import { correlation, negative, rank, sum } from "./language.ts";

export const alpha015 = defineAlpha({
  number: 15,
  formula: "(-1 * sum(rank(correlation(rank(high), rank(volume), 3)), 3))",
  description: "Highs and volumes that part over three days, summed over three",
  unit: "number",
}, ({ high, volume }) => negative(sum(rank(correlation(rank(high), rank(volume), 3)), 3)));
