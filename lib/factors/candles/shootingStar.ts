import { defineCandle } from "./defineCandle.ts";
import { GAP_UP, LOWER_NONE, SHORT, UPPER_LONG } from "./mark.ts";

export const shootingStar = defineCandle({
  name: "shooting_star",
  taLib: "CDLSHOOTINGSTAR",
  description: "−100: shooting star, a fall to come",
  formula: "a short body above the one before, with a long upper shadow and hardly a lower one",
  first: 11,
  rules: [
    { value: -100, bars: [{ is: SHORT | UPPER_LONG | LOWER_NONE | GAP_UP }] },
  ],
});
