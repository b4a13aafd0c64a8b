import { defineCandle } from "./defineCandle.ts";
import { LONG, OPENS_BELOW_LOW, WHITE } from "./mark.ts";
import { body, equal } from "./measure.ts";

export const thrusting = defineCandle({
  name: "thrusting",
  taLib: "CDLTHRUSTING",
  description: "−100: thrusting, the fall goes on",
  formula: "a long black candle; a white one that opens below its low and closes into its body, above its close but not above the middle",
  first: 11,
  rules: [
    { value: -100, bars: [{ is: LONG, not: WHITE }, { is: WHITE | OPENS_BELOW_LOW }], and: (candles, t) => candles.close[t]! > candles.close[t - 1]! + equal(candles, t - 1) && candles.close[t]! <= candles.close[t - 1]! + body(candles, t - 1) * 0.5 },
  ],
});
