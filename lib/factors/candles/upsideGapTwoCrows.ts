import { defineCandle } from "./defineCandle.ts";
import { GAP_UP, HIGHER_OPEN, LONG, LOWER_CLOSE, WHITE } from "./mark.ts";

export const upsideGapTwoCrows = defineCandle({
  name: "upside_gap_two_crows",
  taLib: "CDLUPSIDEGAP2CROWS",
  description: "−100: upside gap two crows, a fall to come",
  formula: "a long white candle; a black body above, no longer than the mean; a black one that engulfs it and closes above the first close",
  first: 12,
  rules: [
    { value: -100, bars: [{ is: LONG | WHITE }, { is: GAP_UP, not: WHITE | LONG }, { is: HIGHER_OPEN | LOWER_CLOSE, not: WHITE }], and: ({ close }, t) => close[t]! > close[t - 2]! },
  ],
});
