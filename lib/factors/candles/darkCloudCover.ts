import { defineCandle } from "./defineCandle.ts";
import { CLOSES_ABOVE_OPEN, LONG, OPENS_ABOVE_HIGH, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const darkCloudCover = defineCandle({
  name: "dark_cloud_cover",
  taLib: "CDLDARKCLOUDCOVER",
  description: "−100: dark cloud cover, a fall to come",
  formula: "a long white candle; a black one that opens above its high and closes within its body, into it by more than the penetration",
  first: 11,
  penetration: 0.5,
  rules: [
    { value: -100, bars: [{ is: LONG | WHITE }, { is: OPENS_ABOVE_HIGH | CLOSES_ABOVE_OPEN, not: WHITE }], and: (candles, t, share) => candles.close[t]! < candles.close[t - 1]! - body(candles, t - 1) * share },
  ],
});
