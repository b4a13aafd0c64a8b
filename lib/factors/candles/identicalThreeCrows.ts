import { defineCandle } from "./defineCandle.ts";
import { LOWER_CLOSE, LOWER_NONE, WHITE } from "./mark.ts";
import { equal, isWithin, type Candles } from "./measure.ts";

export const identicalThreeCrows = defineCandle({
  name: "identical_three_crows",
  taLib: "CDLIDENTICAL3CROWS",
  source: "Morris 1992",
  description: "−100: identical three crows, a fall to come",
  formula: "three black candles with hardly a lower shadow and falling closes, each opening at the close before",
  first: 12,
  rules: [
    { value: -100, bars: [{ is: LOWER_NONE, not: WHITE }, { is: LOWER_NONE | LOWER_CLOSE, not: WHITE }, { is: LOWER_NONE | LOWER_CLOSE, not: WHITE }], and: (candles, t) => opensAtClose(candles, t - 1) && opensAtClose(candles, t) },
  ],
});

function opensAtClose(candles: Candles, t: number): boolean {
  return isWithin(candles.open[t]!, candles.close[t - 1]!, equal(candles, t - 1));
}
