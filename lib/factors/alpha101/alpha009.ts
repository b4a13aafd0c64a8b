import { defineAlpha } from "./defineAlpha.ts";
import { choose, delta, isLess, negative, tsMax, tsMin } from "./language.ts";

export const alpha009 = defineAlpha({
  number: 9,
  formula: "((0 < ts_min(delta(close, 1), 5)) ? delta(close, 1) : ((ts_max(delta(close, 1), 5) < 0) ? delta(close, 1) : (-1 * delta(close, 1))))",
  description: "The day's move followed after five like it, else reversed",
  unit: "price",
}, ({ close }) => choose(
  isLess(0, tsMin(delta(close, 1), 5)),
  delta(close, 1),
  choose(isLess(tsMax(delta(close, 1), 5), 0), delta(close, 1), negative(delta(close, 1))),
));
