import { defineCandle } from "./defineCandle.ts";
import { GAP_UP, LONG, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const eveningStar = defineCandle({
  name: "evening_star",
  taLib: "CDLEVENINGSTAR",
  description: "−100: evening star, a fall to come",
  formula: "a long white candle; a body above, no longer than the mean; a black candle, longer than the mean, that closes into the first body by more than the penetration",
  first: 12,
  penetration: 0.3,
  rules: [
    { value: -100, bars: [{ is: LONG | WHITE }, { is: GAP_UP, not: LONG }, { is: LONG, not: WHITE }], and: (candles, t, share) => candles.close[t]! < candles.close[t - 2]! - body(candles, t - 2) * share },
  ],
});
