import { defineCandle } from "./defineCandle.ts";
import { CLOSES_ABOVE_OPEN, CLOSES_BELOW_OPEN, GAP_DOWN, GAP_UP, HIGHER_OPEN, LOWER_OPEN, OPENS_ABOVE_CLOSE, OPENS_BELOW_CLOSE, WHITE } from "./mark.ts";
import { body, bottom, near, top, type Candles } from "./measure.ts";

export const tasukiGap = defineCandle({
  name: "tasuki_gap",
  taLib: "CDLTASUKIGAP",
  description: "100: tasuki gap up, −100: tasuki gap down",
  formula: "a candle with its body beyond a gap, of the gap's colour; one of the other colour and nearly the same size that opens within it and closes within the gap",
  first: 7,
  rules: [
    { value: 100, bars: [{}, { is: WHITE | GAP_UP }, { is: OPENS_BELOW_CLOSE | HIGHER_OPEN | CLOSES_BELOW_OPEN, not: WHITE }], and: (candles, t) => candles.close[t]! > top(candles, t - 2) && isAlike(candles, t) },
    { value: -100, bars: [{}, { is: GAP_DOWN, not: WHITE }, { is: WHITE | LOWER_OPEN | OPENS_ABOVE_CLOSE | CLOSES_ABOVE_OPEN }], and: (candles, t) => candles.close[t]! < bottom(candles, t - 2) && isAlike(candles, t) },
  ],
});

function isAlike(candles: Candles, t: number): boolean {
  return Math.abs(body(candles, t - 1) - body(candles, t)) < near(candles, t - 1);
}
