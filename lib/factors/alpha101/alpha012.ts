import { defineAlpha } from "./defineAlpha.ts";
import { delta, multiply, negative, sign } from "./language.ts";

export const alpha012 = defineAlpha({
  number: 12,
  formula: "(sign(delta(volume, 1)) * (-1 * delta(close, 1)))",
  description: "Reversal of the day's move when volume grows, its continuation when volume shrinks",
  unit: "price",
}, ({ close, volume }) => multiply(sign(delta(volume, 1)), negative(delta(close, 1))));
