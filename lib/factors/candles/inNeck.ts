import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_CLOSE, OPENS_BELOW_LOW, WHITE } from "./mark.ts";
import { equal } from "./measure.ts";

export const inNeck = defineCandle({
  name: "in_neck",
  taLib: "CDLINNECK",
  description: "−100: in-neck, the fall goes on",
  formula: "a long black candle; a white one that opens below its low and closes at its close or barely above",
  first: 11,
  rules: [
    { value: -100, bars: [{ is: LONG, not: WHITE }, { is: WHITE | OPENS_BELOW_LOW, not: LOWER_CLOSE }], and: (candles, t) => candles.close[t]! <= candles.close[t - 1]! + equal(candles, t - 1) },
  ],
});
