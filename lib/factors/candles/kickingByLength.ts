import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_NONE, UPPER_NONE, WHITE } from "./mark.ts";
import { body, type Candles } from "./measure.ts";

export const kickingByLength = defineCandle({
  name: "kicking_by_length",
  taLib: "CDLKICKINGBYLENGTH",
  source: "Morris 1992",
  description: "100: kicking whose longer candle is white, −100: black",
  formula: "two long candles of opposite colours without shadows; the range of the second lies beyond the first in its own direction; the longer body gives the sign, the first one if they are alike",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: LONG | UPPER_NONE | LOWER_NONE, not: WHITE }, { is: WHITE | LONG | UPPER_NONE | LOWER_NONE }], and: (candles, t) => kicksUp(candles, t) && isLonger(candles, t) },
    { value: -100, bars: [{ is: LONG | UPPER_NONE | LOWER_NONE, not: WHITE }, { is: WHITE | LONG | UPPER_NONE | LOWER_NONE }], and: (candles, t) => kicksUp(candles, t) && !isLonger(candles, t) },
    { value: -100, bars: [{ is: WHITE | LONG | UPPER_NONE | LOWER_NONE }, { is: LONG | UPPER_NONE | LOWER_NONE, not: WHITE }], and: (candles, t) => kicksDown(candles, t) && isLonger(candles, t) },
    { value: 100, bars: [{ is: WHITE | LONG | UPPER_NONE | LOWER_NONE }, { is: LONG | UPPER_NONE | LOWER_NONE, not: WHITE }], and: (candles, t) => kicksDown(candles, t) && !isLonger(candles, t) },
  ],
});

function kicksUp({ high, low }: Candles, t: number): boolean {
  return low[t]! > high[t - 1]!;
}

function kicksDown({ high, low }: Candles, t: number): boolean {
  return high[t]! < low[t - 1]!;
}

function isLonger(candles: Candles, t: number): boolean {
  return body(candles, t) > body(candles, t - 1);
}
