import { defineCandle } from "./defineCandle.ts";
import { HIGHER_OPEN, LOWER_CLOSE, LOWER_OPEN, UPPER_SOME, WHITE } from "./mark.ts";

export const ladderBottom = defineCandle({
  name: "ladder_bottom",
  taLib: "CDLLADDERBOTTOM",
  source: "Morris 1992",
  description: "100: ladder bottom, a rise to come",
  formula: "three black candles with lower opens and closes; a black one with an upper shadow; a white one that opens above its open and closes above its high",
  first: 14,
  rules: [
    { value: 100, bars: [{ not: WHITE }, { is: LOWER_OPEN | LOWER_CLOSE, not: WHITE }, { is: LOWER_OPEN | LOWER_CLOSE, not: WHITE }, { is: UPPER_SOME, not: WHITE }, { is: WHITE | HIGHER_OPEN }], and: ({ high, close }, t) => close[t]! > high[t - 1]! },
  ],
});
