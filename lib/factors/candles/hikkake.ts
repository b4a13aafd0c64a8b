import { defineCandle } from "./defineCandle.ts";
import { HIGHER_HIGH, HIGHER_LOW, LOWER_HIGH, LOWER_LOW } from "./mark.ts";

export const hikkake = defineCandle({
  name: "hikkake",
  taLib: "CDLHIKKAKE",
  source: "Chesler 2004",
  description: "100: hikkake up, −100: hikkake down; ±200 where it is confirmed within three bars",
  formula: "a bar within the range before, then one with a lower high and low (up) or a higher high and low (down); confirmed by a close above the inner bar's high (up) or below its low (down)",
  first: 5,
  isConfirmed: true,
  rules: [
    { value: 100, bars: [{ is: LOWER_HIGH | HIGHER_LOW }, { is: LOWER_HIGH | LOWER_LOW }] },
    { value: -100, bars: [{ is: LOWER_HIGH | HIGHER_LOW }, { is: HIGHER_HIGH | HIGHER_LOW }] },
  ],
});
