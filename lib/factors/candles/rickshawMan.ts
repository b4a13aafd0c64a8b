import { defineCandle } from "./defineCandle.ts";
import { DOJI, LOWER_LONG, UPPER_LONG } from "./mark.ts";
import { bottom, near, top, type Candles } from "./measure.ts";

export const rickshawMan = defineCandle({
  name: "rickshaw_man",
  taLib: "CDLRICKSHAWMAN",
  description: "100: rickshaw man",
  formula: "a doji with two shadows longer than its body, the body at or near the middle of the range",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: DOJI | LOWER_LONG | UPPER_LONG }], and: (candles, t) => liesInTheMiddle(candles, t) },
  ],
});

function liesInTheMiddle(candles: Candles, t: number): boolean {
  const middle = candles.low[t]! + (candles.high[t]! - candles.low[t]!) / 2;
  return bottom(candles, t) <= middle + near(candles, t) && top(candles, t) >= middle - near(candles, t);
}
