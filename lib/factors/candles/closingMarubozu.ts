import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_NONE, UPPER_NONE, WHITE } from "./mark.ts";

export const closingMarubozu = defineCandle({
  name: "closing_marubozu",
  taLib: "CDLCLOSINGMARUBOZU",
  description: "100: white closing marubozu, −100: black one",
  formula: "a long candle that closes at its end: white with hardly an upper shadow, black with hardly a lower one",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: LONG | WHITE | UPPER_NONE }] },
    { value: -100, bars: [{ is: LONG | LOWER_NONE, not: WHITE }] },
  ],
});
