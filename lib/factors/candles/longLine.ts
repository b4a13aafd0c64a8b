import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_SHORT, UPPER_SHORT, WHITE } from "./mark.ts";

export const longLine = defineCandle({
  name: "long_line",
  taLib: "CDLLONGLINE",
  description: "100: long white candle, −100: long black candle",
  formula: "a long body with short shadows",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: WHITE | LONG | UPPER_SHORT | LOWER_SHORT }] },
    { value: -100, bars: [{ is: LONG | UPPER_SHORT | LOWER_SHORT, not: WHITE }] },
  ],
});
