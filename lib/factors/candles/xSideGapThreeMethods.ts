import { defineCandle } from "./defineCandle.ts";
import { GAP_DOWN, GAP_UP, HIGHER_OPEN, LOWER_OPEN, OPENS_ABOVE_CLOSE, OPENS_BELOW_CLOSE, WHITE } from "./mark.ts";

export const xSideGapThreeMethods = defineCandle({
  name: "x_side_gap_three_methods",
  taLib: "CDLXSIDEGAP3METHODS",
  source: "Morris 1992",
  description: "100: upside gap three methods, −100: downside gap three methods",
  formula: "two candles of one colour with a gap in their direction between the bodies; one of the other colour that opens within the second body and closes within the first",
  first: 2,
  rules: [
    { value: 100, bars: [{ is: WHITE }, { is: WHITE | GAP_UP }, { is: OPENS_BELOW_CLOSE | HIGHER_OPEN, not: WHITE }], and: ({ open, close }, t) => close[t]! < close[t - 2]! && close[t]! > open[t - 2]! },
    { value: -100, bars: [{ not: WHITE }, { is: GAP_DOWN, not: WHITE }, { is: WHITE | LOWER_OPEN | OPENS_ABOVE_CLOSE }], and: ({ open, close }, t) => close[t]! < open[t - 2]! && close[t]! > close[t - 2]! },
  ],
});
