import type { Line } from "../engine/line.ts";
import { minus, scaled, weightedMean } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Hull moving average: WMA(√period) of 2·WMA(period/2) − WMA(period), halves and roots rounded down. Price, NaN for t < period + ⌊√period⌋ − 2. Hull 2005. */
export function hullAverage(x: Line, period: number): Line {
  const ahead = minus(scaled(weightedMean(x, Math.floor(period / 2)), 2), weightedMean(x, period));
  return weightedMean(ahead, Math.floor(Math.sqrt(period)));
}

export const hmaFactor = movingAverage({
  name: "hma",
  words: "Hull moving average",
  formula: "WMA(√period) of 2·WMA(period/2) − WMA(period), halves and roots rounded down",
  source: "Hull 2005; pandas-ta hma",
  average: ({ close }, period) => hullAverage(close, period),
  more: [[9], [20], [50]],
});
