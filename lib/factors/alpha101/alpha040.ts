import { defineAlpha } from "./defineAlpha.ts";
import { correlation, multiply, negative, rank, stddev } from "./language.ts";

export const alpha040 = defineAlpha({
  number: 40,
  formula: "((-1 * rank(stddev(high, 10))) * correlation(high, volume, 10))",
  description: "Volatile highs that agree with volume, reversed",
  unit: "number",
}, ({ high, volume }) => multiply(negative(rank(stddev(high, 10))), correlation(high, volume, 10)));
