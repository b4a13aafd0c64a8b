import type { Line } from "../engine/line.ts";
import { change, ema, plus } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Zero lag EMA: the EMA of a price that is moved on by its change over half a period. Price, NaN for t < ⌊(period − 1)/2⌋ + period − 1. Ehlers and Way 2010. */
export function zeroLagEma(x: Line, period: number): Line {
  const rows = Math.floor((period - 1) / 2);
  return ema(rows === 0 ? x : plus(x, change(x, rows)), period);
}

export const zlemaFactor = movingAverage({
  name: "zlema",
  words: "Zero lag exponential moving average",
  formula: "EMA(close + (close − close[−⌊(period − 1)/2⌋]))",
  source: "Ehlers and Way 2010; pandas-ta zlma",
  average: ({ close }, period) => zeroLagEma(close, period),
  more: [[10], [20], [50]],
});
