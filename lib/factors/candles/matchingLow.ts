import { defineCandle } from "./defineCandle.ts";
import { WHITE } from "./mark.ts";
import { equal, isWithin } from "./measure.ts";

export const matchingLow = defineCandle({
  name: "matching_low",
  taLib: "CDLMATCHINGLOW",
  source: "Morris 1992",
  description: "100: matching low, a rise to come",
  formula: "two black candles with equal closes",
  first: 6,
  rules: [
    { value: 100, bars: [{ not: WHITE }, { not: WHITE }], and: (candles, t) => isWithin(candles.close[t]!, candles.close[t - 1]!, equal(candles, t - 1)) },
  ],
});
