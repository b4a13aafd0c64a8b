import { defineCandle } from "./defineCandle.ts";
import { HIGHER_HIGH, HIGHER_LOW, LOWER_HIGH, LOWER_LOW } from "./mark.ts";
import { near } from "./measure.ts";

export const hikkakeMod = defineCandle({
  name: "hikkake_mod",
  taLib: "CDLHIKKAKEMOD",
  source: "Chesler 2004",
  description: "100: modified hikkake up, −100: down; ±200 where it is confirmed within three bars",
  formula: "two bars, each within the range before, the first closing near its low (up) or high (down), then one with a lower high and low (up) or a higher high and low (down); confirmed as the hikkake",
  first: 10,
  isConfirmed: true,
  rules: [
    { value: 100, bars: [{ is: LOWER_HIGH | HIGHER_LOW }, { is: LOWER_HIGH | HIGHER_LOW }, { is: LOWER_HIGH | LOWER_LOW }], and: (candles, t) => candles.close[t - 2]! <= candles.low[t - 2]! + near(candles, t - 2) },
    { value: -100, bars: [{ is: LOWER_HIGH | HIGHER_LOW }, { is: LOWER_HIGH | HIGHER_LOW }, { is: HIGHER_HIGH | HIGHER_LOW }], and: (candles, t) => candles.close[t - 2]! >= candles.high[t - 2]! - near(candles, t - 2) },
  ],
});
