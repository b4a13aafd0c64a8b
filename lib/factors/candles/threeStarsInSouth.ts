import { defineCandle } from "./defineCandle.ts";
import { HIGHER_LOW, LONG, LOWER_HIGH, LOWER_LONG, LOWER_LOW, LOWER_NONE, LOWER_SOME, OPENS_ABOVE_CLOSE, OPENS_ABOVE_HIGH, SHORT, UPPER_NONE, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const threeStarsInSouth = defineCandle({
  name: "three_stars_in_south",
  taLib: "CDL3STARSINSOUTH",
  source: "Morris 1992",
  description: "100: three stars in the south, a rise to come",
  formula: "three black candles: a long one with a long lower shadow; a smaller one that opens within its range and makes no new low; a short one without shadows within the second's range",
  first: 12,
  rules: [
    { value: 100, bars: [{ is: LONG | LOWER_LONG, not: WHITE }, { is: OPENS_ABOVE_CLOSE | LOWER_SOME, not: WHITE | LOWER_LOW | OPENS_ABOVE_HIGH }, { is: SHORT | LOWER_NONE | UPPER_NONE | HIGHER_LOW | LOWER_HIGH, not: WHITE }], and: (candles, t) => body(candles, t - 1) < body(candles, t - 2) && candles.low[t - 1]! < candles.close[t - 2]! },
  ],
});
