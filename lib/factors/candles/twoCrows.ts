import { defineCandle } from "./defineCandle.ts";
import { GAP_UP, LONG, LOWER_OPEN, OPENS_ABOVE_CLOSE, WHITE } from "./mark.ts";

export const twoCrows = defineCandle({
  name: "two_crows",
  taLib: "CDL2CROWS",
  source: "Morris 1992",
  description: "−100: two crows, a fall to come",
  formula: "a long white candle; a black one with its body above; a black one that opens within the second body and closes within the first",
  first: 12,
  rules: [
    { value: -100, bars: [{ is: WHITE | LONG }, { is: GAP_UP, not: WHITE }, { is: LOWER_OPEN | OPENS_ABOVE_CLOSE, not: WHITE }], and: ({ open, close }, t) => close[t]! > open[t - 2]! && close[t]! < close[t - 2]! },
  ],
});
