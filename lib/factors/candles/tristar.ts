import { defineCandle } from "./defineCandle.ts";
import { DOJI, GAP_DOWN, GAP_UP, HIGHER_BOTTOM, LOWER_TOP } from "./mark.ts";
import { body, dojiBody, type Candles } from "./measure.ts";

export const tristar = defineCandle({
  name: "tristar",
  taLib: "CDLTRISTAR",
  description: "100: tristar at a low, −100: tristar at a high",
  formula: "three dojis by the measure of the first; the second lies beyond a gap, the third less far",
  first: 12,
  rules: [
    { value: 100, bars: [{ is: DOJI }, { is: GAP_DOWN }, { is: HIGHER_BOTTOM }], and: isTristar },
    { value: -100, bars: [{ is: DOJI }, { is: GAP_UP }, { is: LOWER_TOP }], and: isTristar },
  ],
});

function isTristar(candles: Candles, t: number): boolean {
  return Math.max(body(candles, t - 1), body(candles, t)) <= dojiBody(candles, t - 2);
}
