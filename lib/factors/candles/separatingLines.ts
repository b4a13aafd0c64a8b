import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_NONE, UPPER_NONE, WHITE } from "./mark.ts";
import { equal, isWithin, type Candles } from "./measure.ts";

export const separatingLines = defineCandle({
  name: "separating_lines",
  taLib: "CDLSEPARATINGLINES",
  description: "100: white separating line, −100: black separating line",
  formula: "two candles of opposite colours with equal opens; the second is long and opens at its end",
  first: 11,
  rules: [
    { value: 100, bars: [{ not: WHITE }, { is: LONG | WHITE | LOWER_NONE }], and: hasEqualOpens },
    { value: -100, bars: [{ is: WHITE }, { is: LONG | UPPER_NONE, not: WHITE }], and: hasEqualOpens },
  ],
});

function hasEqualOpens(candles: Candles, t: number): boolean {
  return isWithin(candles.open[t]!, candles.open[t - 1]!, equal(candles, t - 1));
}
