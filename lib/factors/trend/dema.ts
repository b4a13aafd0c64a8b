import type { Line } from "../engine/line.ts";
import { ema, minus, scaled } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Double exponential moving average: 2·e − EMA(e), e the EMA. Price, NaN for t < 2·(period − 1). Mulloy 1994. */
export function doubleEma(x: Line, period: number): Line {
  const first = ema(x, period);
  return minus(scaled(first, 2), ema(first, period));
}

export const demaFactor = movingAverage({
  name: "dema",
  words: "Double exponential moving average",
  formula: "2·e − EMA(e), e = EMA(close)",
  source: "Mulloy 1994; TA-Lib DEMA",
  average: ({ close }, period) => doubleEma(close, period),
  more: [[10], [20], [50]],
});
