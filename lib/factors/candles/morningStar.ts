import { defineCandle } from "./defineCandle.ts";
import { GAP_DOWN, LONG, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const morningStar = defineCandle({
  name: "morning_star",
  taLib: "CDLMORNINGSTAR",
  description: "100: morning star, a rise to come",
  formula: "a long black candle; a body below, no longer than the mean; a white candle, longer than the mean, that closes into the first body by more than the penetration",
  first: 12,
  penetration: 0.3,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: GAP_DOWN, not: LONG }, { is: LONG | WHITE }], and: (candles, t, share) => candles.close[t]! > candles.close[t - 2]! + body(candles, t - 2) * share },
  ],
});
