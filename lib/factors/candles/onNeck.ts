import { defineCandle } from "./defineCandle.ts";
import { LONG, OPENS_BELOW_LOW, WHITE } from "./mark.ts";
import { equal, isWithin } from "./measure.ts";

export const onNeck = defineCandle({
  name: "on_neck",
  taLib: "CDLONNECK",
  description: "−100: on-neck, the fall goes on",
  formula: "a long black candle; a white one that opens below its low and closes at it",
  first: 11,
  rules: [
    { value: -100, bars: [{ is: LONG, not: WHITE }, { is: WHITE | OPENS_BELOW_LOW }], and: (candles, t) => isWithin(candles.close[t]!, candles.low[t - 1]!, equal(candles, t - 1)) },
  ],
});
