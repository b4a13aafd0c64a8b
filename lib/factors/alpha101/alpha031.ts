import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, decayLinear, delta, negative, rank, scale, sign } from "./language.ts";

export const alpha031 = defineAlpha({
  number: 31,
  formula: "((rank(rank(rank(decay_linear((-1 * rank(rank(delta(close, 10)))), 10)))) + rank((-1 * delta(close, 3)))) + sign(scale(correlation(adv20, low, 12))))",
  description: "Decaying ten-day reversal, three-day reversal, and the low's agreement with volume",
  unit: "number",
}, ({ adv, close, low }) => add(
  add(rank(rank(rank(decayLinear(negative(rank(rank(delta(close, 10)))), 10)))), rank(negative(delta(close, 3)))),
  sign(scale(correlation(adv(20), low, 12))),
));
