import { confirmedPattern } from "./confirmed.ts";
import { candleFactor } from "./defineCandle.ts";
import type { Candles } from "./measure.ts";

export const hikkake = candleFactor(
  {
    name: "hikkake",
    taLib: "CDLHIKKAKE",
    source: "Chesler 2004",
    description: "100: hikkake up, −100: hikkake down; ±200 where it is confirmed within three bars",
    formula: "a bar within the range before, then one with a lower high and low (up) or a higher high and low (down); confirmed by a close above the inner bar's high (up) or below its low (down)",
  },
  undefined,
  (bar) => confirmedPattern("hikkake", bar, 5, 2, find),
);

function find({ high, low }: Candles, t: number): number {
  if (high[t - 1]! >= high[t - 2]! || low[t - 1]! <= low[t - 2]!) return 0;
  if (high[t]! < high[t - 1]! && low[t]! < low[t - 1]!) return 100;
  return high[t]! > high[t - 1]! && low[t]! > low[t - 1]! ? -100 : 0;
}
