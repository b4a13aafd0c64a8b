import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_NONE, UPPER_NONE, WHITE } from "./mark.ts";

export const kicking = defineCandle({
  name: "kicking",
  taLib: "CDLKICKING",
  source: "Morris 1992",
  description: "100: white kicking, −100: black kicking",
  formula: "two long candles of opposite colours without shadows; the range of the second lies beyond the first in its own direction",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG | UPPER_NONE | LOWER_NONE, not: WHITE }, { is: WHITE | LONG | UPPER_NONE | LOWER_NONE }], and: ({ high, low }, t) => low[t]! > high[t - 1]! },
    { value: -100, bars: [{ is: WHITE | LONG | UPPER_NONE | LOWER_NONE }, { is: LONG | UPPER_NONE | LOWER_NONE, not: WHITE }], and: ({ high, low }, t) => high[t]! < low[t - 1]! },
  ],
});
