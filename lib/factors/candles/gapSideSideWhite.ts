import { defineCandle } from "./defineCandle.ts";
import { GAP_DOWN, GAP_UP, WHITE } from "./mark.ts";
import { body, bottom, equal, isWithin, near, top, type Candles } from "./measure.ts";

export const gapSideSideWhite = defineCandle({
  name: "gap_side_side_white",
  taLib: "CDLGAPSIDESIDEWHITE",
  description: "100: two white candles side by side above a gap, −100: below one",
  formula: "two white candles with bodies of nearly the same size and equal opens, both beyond a gap to the body before them",
  first: 7,
  rules: [
    { value: 100, bars: [{}, { is: WHITE | GAP_UP }, { is: WHITE }], and: (candles, t) => bottom(candles, t) > top(candles, t - 2) && standsBeside(candles, t) },
    { value: -100, bars: [{}, { is: WHITE | GAP_DOWN }, { is: WHITE }], and: (candles, t) => top(candles, t) < bottom(candles, t - 2) && standsBeside(candles, t) },
  ],
});

function standsBeside(candles: Candles, t: number): boolean {
  return isWithin(body(candles, t), body(candles, t - 1), near(candles, t - 1)) && isWithin(candles.open[t]!, candles.open[t - 1]!, equal(candles, t - 1));
}
