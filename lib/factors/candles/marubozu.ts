import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_NONE, UPPER_NONE, WHITE } from "./mark.ts";

export const marubozu = defineCandle({
  name: "marubozu",
  taLib: "CDLMARUBOZU",
  description: "100: white marubozu, −100: black marubozu",
  formula: "a long body with hardly a shadow",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: WHITE | LONG | UPPER_NONE | LOWER_NONE }] },
    { value: -100, bars: [{ is: LONG | UPPER_NONE | LOWER_NONE, not: WHITE }] },
  ],
});
