import { defineCandle } from "./defineCandle.ts";
import { GAP_DOWN, HIGHER_HIGH, LOWER_LOW, LOWER_NONE, UPPER_NONE, UPPER_SOME, WHITE } from "./mark.ts";

export const concealBabySwallow = defineCandle({
  name: "conceal_baby_swallow",
  taLib: "CDLCONCEALBABYSWALL",
  source: "Morris 1992",
  description: "100: concealing baby swallow, a rise to come",
  formula: "two black candles without shadows; a black one below a gap with an upper shadow into the second body; a black one whose range engulfs the third's",
  first: 13,
  rules: [
    { value: 100, bars: [{ is: LOWER_NONE | UPPER_NONE, not: WHITE }, { is: LOWER_NONE | UPPER_NONE, not: WHITE }, { is: GAP_DOWN | UPPER_SOME, not: WHITE }, { is: HIGHER_HIGH | LOWER_LOW, not: WHITE }], and: ({ high, close }, t) => high[t - 1]! > close[t - 2]! },
  ],
});
