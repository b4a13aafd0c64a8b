import { defineAlpha } from "./defineAlpha.ts";
import { correlation, delay, divide, multiply, negative, rank, sum } from "./language.ts";

export const alpha045 = defineAlpha({
  number: 45,
  formula: "(-1 * ((rank((sum(delay(close, 5), 20) / 20)) * correlation(close, volume, 2)) * rank(correlation(sum(close, 5), sum(close, 20), 2))))",
  description: "Old mean close, close with volume, and short with long sums, reversed",
  unit: "number",
}, ({ close, volume }) => negative(
  multiply(multiply(rank(divide(sum(delay(close, 5), 20), 20)), correlation(close, volume, 2)), rank(correlation(sum(close, 5), sum(close, 20), 2))),
));
