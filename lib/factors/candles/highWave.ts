import { defineCandle } from "./defineCandle.ts";
import { LOWER_LONG, SHORT, UPPER_LONG, WHITE } from "./mark.ts";
import { body, lowerShadow, upperShadow, type Candles } from "./measure.ts";

export const highWave = defineCandle({
  name: "high_wave",
  taLib: "CDLHIGHWAVE",
  description: "100: white high-wave candle, −100: black one",
  formula: "a short body with both shadows longer than twice the body",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: WHITE | SHORT | UPPER_LONG | LOWER_LONG }], and: isHighWave },
    { value: -100, bars: [{ is: SHORT | UPPER_LONG | LOWER_LONG, not: WHITE }], and: isHighWave },
  ],
});

function isHighWave(candles: Candles, t: number): boolean {
  return upperShadow(candles, t) > 2 * body(candles, t) && lowerShadow(candles, t) > 2 * body(candles, t);
}
