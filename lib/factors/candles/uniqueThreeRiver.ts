import { defineCandle } from "./defineCandle.ts";
import { HIGHER_CLOSE, HIGHER_OPEN, LONG, LOWER_LOW, SHORT, WHITE } from "./mark.ts";

export const uniqueThreeRiver = defineCandle({
  name: "unique_three_river",
  taLib: "CDLUNIQUE3RIVER",
  source: "Morris 1992",
  description: "100: unique three river, a rise to come",
  formula: "a long black candle; a black body within it with a lower low; a short white candle that opens above that low",
  first: 12,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: HIGHER_CLOSE | LOWER_LOW, not: WHITE | HIGHER_OPEN }, { is: SHORT | WHITE }], and: ({ open, low }, t) => open[t]! > low[t - 1]! },
  ],
});
