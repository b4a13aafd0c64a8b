import { defineCandle } from "./defineCandle.ts";
import { DOJI, GAP_DOWN, GAP_UP, LONG, WHITE } from "./mark.ts";

export const dojiStar = defineCandle({
  name: "doji_star",
  taLib: "CDLDOJISTAR",
  description: "100: doji star below, −100: doji star above",
  formula: "a long candle, then a doji with its body beyond a gap in its direction",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: DOJI | GAP_DOWN }] },
    { value: -100, bars: [{ is: LONG | WHITE }, { is: DOJI | GAP_UP }] },
  ],
});
