import { defineCandle } from "./defineCandle.ts";
import { WHITE } from "./mark.ts";
import { equal, isWithin } from "./measure.ts";

export const stickSandwich = defineCandle({
  name: "stick_sandwich",
  taLib: "CDLSTICKSANDWICH",
  source: "Morris 1992",
  description: "100: stick sandwich, a rise to come",
  formula: "a black candle; a white one that trades above its close throughout; a black one with a close equal to the first",
  first: 7,
  rules: [
    { value: 100, bars: [{ not: WHITE }, { is: WHITE }, { not: WHITE }], and: (candles, t) => candles.low[t - 1]! > candles.close[t - 2]! && isWithin(candles.close[t]!, candles.close[t - 2]!, equal(candles, t - 2)) },
  ],
});
