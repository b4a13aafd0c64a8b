import { defineCandle } from "./defineCandle.ts";
import { HIGHER_BOTTOM, HIGHER_TOP, LONG, LOWER_BOTTOM, LOWER_TOP, WHITE } from "./mark.ts";
import { bottom, top, type Candles } from "./measure.ts";

export const harami = defineCandle({
  name: "harami",
  taLib: "CDLHARAMI",
  description: "100: harami in a black body, −100: in a white one; ±80 where one end of the bodies is the same",
  formula: "a long candle, then a body no longer than the mean within its body",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: LOWER_TOP | HIGHER_BOTTOM, not: LONG }] },
    { value: 80, bars: [{ is: LONG, not: WHITE }, { not: LONG | HIGHER_TOP | LOWER_BOTTOM }], and: hasOneEqualEnd },
    { value: -100, bars: [{ is: LONG | WHITE }, { is: LOWER_TOP | HIGHER_BOTTOM, not: LONG }] },
    { value: -80, bars: [{ is: LONG | WHITE }, { not: LONG | HIGHER_TOP | LOWER_BOTTOM }], and: hasOneEqualEnd },
  ],
});

function hasOneEqualEnd(candles: Candles, t: number): boolean {
  return top(candles, t) === top(candles, t - 1) || bottom(candles, t) === bottom(candles, t - 1);
}
