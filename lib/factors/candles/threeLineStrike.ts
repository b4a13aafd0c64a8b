import { defineCandle } from "./defineCandle.ts";
import { HIGHER_CLOSE, LOWER_CLOSE, OPENS_ABOVE_CLOSE, OPENS_BELOW_CLOSE, WHITE } from "./mark.ts";
import { bottom, near, top, type Candles } from "./measure.ts";

export const threeLineStrike = defineCandle({
  name: "three_line_strike",
  taLib: "CDL3LINESTRIKE",
  source: "Morris 1992",
  description: "100: three rising candles struck by a black one, −100: three falling ones struck by a white one",
  formula: "three candles of one colour, each closing further and opening within or near the body before; the fourth opens beyond the third close and closes beyond the first open",
  first: 8,
  rules: [
    { value: 100, bars: [{ is: WHITE }, { is: WHITE | HIGHER_CLOSE }, { is: WHITE | HIGHER_CLOSE }, { is: OPENS_ABOVE_CLOSE, not: WHITE }], and: (candles, t) => opensNear(candles, t - 2) && opensNear(candles, t - 1) && candles.close[t]! < candles.open[t - 3]! },
    { value: -100, bars: [{ not: WHITE }, { is: LOWER_CLOSE, not: WHITE }, { is: LOWER_CLOSE, not: WHITE }, { is: WHITE | OPENS_BELOW_CLOSE }], and: (candles, t) => opensNear(candles, t - 2) && opensNear(candles, t - 1) && candles.close[t]! > candles.open[t - 3]! },
  ],
});

/** Whether a candle opens within the body before, or near it. */
function opensNear(candles: Candles, t: number): boolean {
  const open = candles.open[t]!;
  return open >= bottom(candles, t - 1) - near(candles, t - 1) && open <= top(candles, t - 1) + near(candles, t - 1);
}
