import { defineAlpha } from "./defineAlpha.ts";
import { covariance, negative, rank } from "./language.ts";

export const alpha016 = defineAlpha({
  number: 16,
  formula: "(-1 * rank(covariance(rank(high), rank(volume), 5)))",
  description: "Ranks of high and volume that move apart over five days",
  unit: "number",
}, ({ high, volume }) => negative(rank(covariance(rank(high), rank(volume), 5))));
