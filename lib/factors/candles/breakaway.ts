import { defineCandle } from "./defineCandle.ts";
import { GAP_DOWN, GAP_UP, HIGHER_HIGH, HIGHER_LOW, LONG, LOWER_HIGH, LOWER_LOW, WHITE } from "./mark.ts";

export const breakaway = defineCandle({
  name: "breakaway",
  taLib: "CDLBREAKAWAY",
  source: "Morris 1992",
  description: "100: breakaway up, −100: breakaway down",
  formula: "a long candle, then one of its colour beyond a gap, two more with further highs and lows (the second of the same colour), then one of the other colour that closes within the gap",
  first: 14,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: GAP_DOWN, not: WHITE }, { is: LOWER_HIGH | LOWER_LOW }, { is: LOWER_HIGH | LOWER_LOW, not: WHITE }, { is: WHITE }], and: ({ open, close }, t) => close[t]! > open[t - 3]! && close[t]! < close[t - 4]! },
    { value: -100, bars: [{ is: LONG | WHITE }, { is: WHITE | GAP_UP }, { is: HIGHER_HIGH | HIGHER_LOW }, { is: WHITE | HIGHER_HIGH | HIGHER_LOW }, { not: WHITE }], and: ({ open, close }, t) => close[t]! < open[t - 3]! && close[t]! > close[t - 4]! },
  ],
});
