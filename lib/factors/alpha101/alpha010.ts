import { defineAlpha } from "./defineAlpha.ts";
import { choose, delta, isLess, negative, rank, tsMax, tsMin } from "./language.ts";

export const alpha010 = defineAlpha({
  number: 10,
  formula: "rank(((0 < ts_min(delta(close, 1), 4)) ? delta(close, 1) : ((ts_max(delta(close, 1), 4) < 0) ? delta(close, 1) : (-1 * delta(close, 1)))))",
  description: "The day's move followed after four like it, else reversed: rank",
  unit: "number",
}, ({ close }) => rank(
  choose(
    isLess(0, tsMin(delta(close, 1), 4)),
    delta(close, 1),
    choose(isLess(tsMax(delta(close, 1), 4), 0), delta(close, 1), negative(delta(close, 1))),
  ),
));
