import { defineAlpha } from "./defineAlpha.ts";
import { correlation, delta, multiply, negative, rank, stddev } from "./language.ts";

export const alpha022 = defineAlpha({
  number: 22,
  formula: "(-1 * (delta(correlation(high, volume, 5), 5) * rank(stddev(close, 20))))",
  description: "Fading agreement of high and volume where the close is volatile",
  unit: "number",
}, ({ close, high, volume }) => negative(multiply(delta(correlation(high, volume, 5), 5), rank(stddev(close, 20)))));
