import { defineCandle } from "./defineCandle.ts";
import { HIGHER_CLOSE, HIGHER_OPEN, LONG, SHORT, UPPER_NONE, WHITE } from "./mark.ts";
import { body, near } from "./measure.ts";

export const stalledPattern = defineCandle({
  name: "stalled_pattern",
  taLib: "CDLSTALLEDPATTERN",
  description: "−100: stalled pattern, the rise is tired",
  formula: "three white candles with higher closes: a long one; a long one with hardly an upper shadow, opening within or near the first body; a short one on the shoulder of the second",
  first: 12,
  rules: [
    { value: -100, bars: [{ is: LONG | WHITE }, { is: LONG | WHITE | HIGHER_CLOSE | HIGHER_OPEN | UPPER_NONE }, { is: SHORT | WHITE | HIGHER_CLOSE }], and: (candles, t) => candles.open[t - 1]! <= candles.close[t - 2]! + near(candles, t - 2) && candles.open[t]! >= candles.close[t - 1]! - body(candles, t) - near(candles, t - 1) },
  ],
});
