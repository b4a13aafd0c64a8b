import { defineCandle } from "./defineCandle.ts";
import { DOJI, HIGHER_BOTTOM, HIGHER_TOP, LONG, LOWER_BOTTOM, LOWER_TOP, WHITE } from "./mark.ts";
import { bottom, top, type Candles } from "./measure.ts";

export const haramiCross = defineCandle({
  name: "harami_cross",
  taLib: "CDLHARAMICROSS",
  description: "100: doji in a black body, −100: in a white one; ±80 where one end of the bodies is the same",
  formula: "a long candle, then a doji within its body",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: DOJI | LOWER_TOP | HIGHER_BOTTOM }] },
    { value: 80, bars: [{ is: LONG, not: WHITE }, { is: DOJI, not: HIGHER_TOP | LOWER_BOTTOM }], and: hasOneEqualEnd },
    { value: -100, bars: [{ is: LONG | WHITE }, { is: DOJI | LOWER_TOP | HIGHER_BOTTOM }] },
    { value: -80, bars: [{ is: LONG | WHITE }, { is: DOJI, not: HIGHER_TOP | LOWER_BOTTOM }], and: hasOneEqualEnd },
  ],
});

function hasOneEqualEnd(candles: Candles, t: number): boolean {
  return top(candles, t) === top(candles, t - 1) || bottom(candles, t) === bottom(candles, t - 1);
}
