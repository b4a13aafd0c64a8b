import type { Line } from "../engine/line.ts";
import { scaled } from "../operators/index.ts";
import { adaptiveAverage, efficiency } from "./kama.ts";
import { movingAverage } from "./movingAverage.ts";

/** Variable index dynamic average: an EMA whose weight is multiplied by |CMO|, which is the efficiency of the move. Price, NaN for t < period. Chande 1992. */
export function vidya(x: Line, period: number): Line {
  return adaptiveAverage(x, scaled(efficiency(x, period), 2 / (period + 1)));
}

export const vidyaFactor = movingAverage({
  name: "vidya",
  words: "Variable index dynamic average",
  formula: "v += 2/(period + 1)·|CMO|·(close − v), |CMO| = |close − close[−period]| / Σ |close − close[−1]|",
  source: "Chande 1992",
  average: ({ close }, period) => vidya(close, period),
  more: [[14], [20]],
});
