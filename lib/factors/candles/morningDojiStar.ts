import { defineCandle } from "./defineCandle.ts";
import { DOJI, GAP_DOWN, LONG, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const morningDojiStar = defineCandle({
  name: "morning_doji_star",
  taLib: "CDLMORNINGDOJISTAR",
  description: "100: morning doji star, a rise to come",
  formula: "a long black candle; a doji with its body below; a white candle, longer than the mean, that closes into the first body by more than the penetration",
  first: 12,
  penetration: 0.3,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: DOJI | GAP_DOWN }, { is: LONG | WHITE }], and: (candles, t, share) => candles.close[t]! > candles.close[t - 2]! + body(candles, t - 2) * share },
  ],
});
