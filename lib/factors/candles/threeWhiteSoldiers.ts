import { defineCandle } from "./defineCandle.ts";
import { HIGHER_CLOSE, HIGHER_OPEN, LONG, UPPER_NONE, WHITE } from "./mark.ts";
import { body, far, near, type Candles } from "./measure.ts";

export const threeWhiteSoldiers = defineCandle({
  name: "three_white_soldiers",
  taLib: "CDL3WHITESOLDIERS",
  description: "100: three white soldiers, a rise to come",
  formula: "three white candles with hardly an upper shadow and higher closes, each opening within or near the body before and not far shorter than it; the last is longer than the mean",
  first: 12,
  rules: [
    { value: 100, bars: [{ is: WHITE | UPPER_NONE }, { is: WHITE | UPPER_NONE | HIGHER_CLOSE | HIGHER_OPEN }, { is: WHITE | UPPER_NONE | HIGHER_CLOSE | HIGHER_OPEN | LONG }], and: (candles, t) => follows(candles, t - 1) && follows(candles, t) },
  ],
});

/** Whether a candle opens no higher than near the close before, with a body not far shorter. */
function follows(candles: Candles, t: number): boolean {
  return candles.open[t]! <= candles.close[t - 1]! + near(candles, t - 1) && body(candles, t) > body(candles, t - 1) - far(candles, t - 1);
}
