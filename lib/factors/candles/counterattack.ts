import { defineCandle } from "./defineCandle.ts";
import { LONG, WHITE } from "./mark.ts";
import { equal, isWithin, type Candles } from "./measure.ts";

export const counterattack = defineCandle({
  name: "counterattack",
  taLib: "CDLCOUNTERATTACK",
  description: "100: white counterattack, −100: black counterattack",
  formula: "two long candles of opposite colours with equal closes",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: LONG | WHITE }], and: hasEqualCloses },
    { value: -100, bars: [{ is: LONG | WHITE }, { is: LONG, not: WHITE }], and: hasEqualCloses },
  ],
});

function hasEqualCloses(candles: Candles, t: number): boolean {
  return isWithin(candles.close[t]!, candles.close[t - 1]!, equal(candles, t - 1));
}
