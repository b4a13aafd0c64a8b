import { defineCandle } from "./defineCandle.ts";
import { LOWER_SHORT, SHORT, UPPER_SHORT, WHITE } from "./mark.ts";

export const shortLine = defineCandle({
  name: "short_line",
  taLib: "CDLSHORTLINE",
  description: "100: short white candle, −100: short black candle",
  formula: "a short body with short shadows",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: WHITE | SHORT | UPPER_SHORT | LOWER_SHORT }] },
    { value: -100, bars: [{ is: SHORT | UPPER_SHORT | LOWER_SHORT, not: WHITE }] },
  ],
});
