import { defineCandle } from "./defineCandle.ts";
import { HIGHER_CLOSE, LONG, LOWER_CLOSE, OPENS_ABOVE_CLOSE, OPENS_BELOW_CLOSE, SHORT, WHITE } from "./mark.ts";
import { bottom, top, type Candles } from "./measure.ts";

export const riseFallThreeMethods = defineCandle({
  name: "rise_fall_three_methods",
  taLib: "CDLRISEFALL3METHODS",
  description: "100: rising three methods, −100: falling three methods",
  formula: "a long candle; three short ones of the other colour, partly within its range, closing ever further against it; a long one of the first colour that opens beyond the close before and closes beyond the first close",
  first: 14,
  rules: [
    { value: 100, bars: [{ is: LONG | WHITE }, { is: SHORT, not: WHITE }, { is: SHORT | LOWER_CLOSE, not: WHITE }, { is: SHORT | LOWER_CLOSE, not: WHITE }, { is: LONG | WHITE | OPENS_ABOVE_CLOSE }], and: (candles, t) => candles.close[t]! > candles.close[t - 4]! && staysInRange(candles, t) },
    { value: -100, bars: [{ is: LONG, not: WHITE }, { is: SHORT | WHITE }, { is: SHORT | WHITE | HIGHER_CLOSE }, { is: SHORT | WHITE | HIGHER_CLOSE }, { is: LONG | OPENS_BELOW_CLOSE, not: WHITE }], and: (candles, t) => candles.close[t]! < candles.close[t - 4]! && staysInRange(candles, t) },
  ],
});

/** Whether a part of each of the three bodies is within the range of the first candle. */
function staysInRange(candles: Candles, t: number): boolean {
  for (let k = t - 3; k < t; k++) if (bottom(candles, k) >= candles.high[t - 4]! || top(candles, k) <= candles.low[t - 4]!) return false;
  return true;
}
