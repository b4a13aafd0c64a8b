import { defineCandle } from "./defineCandle.ts";
import { CLOSES_ABOVE_OPEN, CLOSES_BELOW_OPEN, HIGHER_CLOSE, LOWER_CLOSE, OPENS_ABOVE_CLOSE, OPENS_BELOW_CLOSE, WHITE } from "./mark.ts";

export const threeOutside = defineCandle({
  name: "three_outside",
  taLib: "CDL3OUTSIDE",
  source: "Morris 1992",
  description: "100: three outside up, −100: three outside down",
  formula: "a body engulfed by the next one, of the other colour; then a close further the same way",
  first: 3,
  rules: [
    { value: 100, bars: [{ not: WHITE }, { is: WHITE | CLOSES_ABOVE_OPEN | OPENS_BELOW_CLOSE }, { is: HIGHER_CLOSE }] },
    { value: -100, bars: [{ is: WHITE }, { is: OPENS_ABOVE_CLOSE | CLOSES_BELOW_OPEN, not: WHITE }, { is: LOWER_CLOSE }] },
  ],
});
