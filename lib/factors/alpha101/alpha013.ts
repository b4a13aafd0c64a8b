import { defineAlpha } from "./defineAlpha.ts";
import { covariance, negative, rank } from "./language.ts";

export const alpha013 = defineAlpha({
  number: 13,
  formula: "(-1 * rank(covariance(rank(close), rank(volume), 5)))",
  description: "Ranks of close and volume that move apart over five days",
  unit: "number",
}, ({ close, volume }) => negative(rank(covariance(rank(close), rank(volume), 5))));
