import { defineCandle } from "./defineCandle.ts";
import { CLOSES_BELOW_OPEN, LONG, OPENS_BELOW_LOW, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const piercing = defineCandle({
  name: "piercing",
  taLib: "CDLPIERCING",
  description: "100: piercing line, a rise to come",
  formula: "a long black candle; a long white one that opens below its low and closes above the middle of its body, within it",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: LONG | WHITE | OPENS_BELOW_LOW | CLOSES_BELOW_OPEN }], and: (candles, t) => candles.close[t]! > candles.close[t - 1]! + body(candles, t - 1) * 0.5 },
  ],
});
