import { confirmedPattern } from "./confirmed.ts";
import { candleFactor } from "./defineCandle.ts";
import { near, type Candles } from "./measure.ts";

export const hikkakeMod = candleFactor(
  {
    name: "hikkake_mod",
    taLib: "CDLHIKKAKEMOD",
    source: "Chesler 2004",
    description: "100: modified hikkake up, −100: down; ±200 where it is confirmed within three bars",
    formula: "two bars, each within the range before, the first closing near its low (up) or high (down), then one with a lower high and low (up) or a higher high and low (down); confirmed as the hikkake",
  },
  undefined,
  (bar) => confirmedPattern("hikkake_mod", bar, 10, 7, find),
);

function find(candles: Candles, t: number): number {
  const { high, low, close } = candles;
  if (high[t - 1]! >= high[t - 2]! || low[t - 1]! <= low[t - 2]! || high[t - 2]! >= high[t - 3]! || low[t - 2]! <= low[t - 3]!) return 0;
  if (high[t]! < high[t - 1]! && low[t]! < low[t - 1]! && close[t - 2]! <= low[t - 2]! + near(candles, t - 2)) return 100;
  return high[t]! > high[t - 1]! && low[t]! > low[t - 1]! && close[t - 2]! >= high[t - 2]! - near(candles, t - 2) ? -100 : 0;
}
