import { defineCandle } from "./defineCandle.ts";
import { LOWER_LONG, SHORT, UPPER_LONG, WHITE } from "./mark.ts";

export const spinningTop = defineCandle({
  name: "spinning_top",
  taLib: "CDLSPINNINGTOP",
  description: "100: white spinning top, −100: black spinning top",
  formula: "a short body with both shadows longer than the body",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: WHITE | SHORT | UPPER_LONG | LOWER_LONG }] },
    { value: -100, bars: [{ is: SHORT | UPPER_LONG | LOWER_LONG, not: WHITE }] },
  ],
});
