import { defineCandle } from "./defineCandle.ts";
import { DOJI, GAP_UP, LONG, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const eveningDojiStar = defineCandle({
  name: "evening_doji_star",
  taLib: "CDLEVENINGDOJISTAR",
  description: "−100: evening doji star, a fall to come",
  formula: "a long white candle; a doji with its body above; a black candle, longer than the mean, that closes into the first body by more than the penetration",
  first: 12,
  penetration: 0.3,
  rules: [
    { value: -100, bars: [{ is: LONG | WHITE }, { is: DOJI | GAP_UP }, { is: LONG, not: WHITE }], and: (candles, t, share) => candles.close[t]! < candles.close[t - 2]! - body(candles, t - 2) * share },
  ],
});
