import { defineCandle } from "./defineCandle.ts";
import { HIGHER_CLOSE, LONG, LOWER_OPEN, WHITE } from "./mark.ts";

export const homingPigeon = defineCandle({
  name: "homing_pigeon",
  taLib: "CDLHOMINGPIGEON",
  source: "Morris 1992",
  description: "100: homing pigeon, a rise to come",
  formula: "a long black candle, then a black body, no longer than the mean, within it",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: LOWER_OPEN | HIGHER_CLOSE, not: WHITE | LONG }] },
  ],
});
