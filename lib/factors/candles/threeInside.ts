import { defineCandle } from "./defineCandle.ts";
import { HIGHER_BOTTOM, LONG, LOWER_TOP, WHITE } from "./mark.ts";

export const threeInside = defineCandle({
  name: "three_inside",
  taLib: "CDL3INSIDE",
  source: "Morris 1992",
  description: "100: three inside up, −100: three inside down",
  formula: "a long candle; a body no longer than the mean within it; a candle of the other colour that closes beyond the first open",
  first: 12,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: LOWER_TOP | HIGHER_BOTTOM, not: LONG }, { is: WHITE }], and: ({ open, close }, t) => close[t]! > open[t - 2]! },
    { value: -100, bars: [{ is: LONG | WHITE }, { is: LOWER_TOP | HIGHER_BOTTOM, not: LONG }, { not: WHITE }], and: ({ open, close }, t) => close[t]! < open[t - 2]! },
  ],
});
