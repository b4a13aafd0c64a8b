import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, lag, logChange, mean, over, sum, typicalPrice } from "../operators/index.ts";
import { standardDeviation } from "../statistical/standardDeviation.ts";
import type { TradedBar } from "./moneyFlow.ts";

const DEVIATION_ROWS = 30;
const LEAST_MOVE = 0.2;
const MOST_VOLUME = 2.5;

/** Volume of the bar, at most 2.5 times the mean before, below 0 where the typical price fell; 0 where it moved less than 0.2 standard deviations. */
function directedVolume(price: Line, deviation: Line, { close, volume }: TradedBar, meanBefore: Line): Line {
  return operator("directedVolume", [price, deviation, close, volume, meanBefore], [], { lookback: 1, start: ([price, deviation, close, volume, meanBefore], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const move = price[t]! - price[t - 1]!;
      const least = LEAST_MOVE * deviation[t]! * close[t]!;
      const most = MOST_VOLUME * meanBefore[t]!;
      const counted = volume[t]! < most ? volume[t]! : most;
      out[t] = move > least ? counted : move < -least ? -counted : 0;
    }
  } });
}

/** Volume flow indicator over `period` bars, smoothed over 3. Number; 0 where there was no volume. Katsanos 2004. */
function volumeFlow(bar: TradedBar, period: number): Line {
  const price = typicalPrice(bar.high, bar.low, bar.close);
  const meanBefore = lag(mean(bar.volume, period), 1);
  const directed = directedVolume(price, standardDeviation(logChange(price, 1), DEVIATION_ROWS), bar, meanBefore);
  return ema(over(sum(directed, period), meanBefore), 3);
}

export const volumeFlowFactor = defineFactor({
  name: "vfi",
  family: "volume",
  formula: "EMA(Σ ±min(volume, 2.5·v̄)/v̄, 3) over period, v̄ the mean volume before; ± the move of p = (high + low + close)/3, 0 below 0.2·σ·close, σ of 30 log changes of p",
  source: "Katsanos 2004",
  edge: "0 where there was no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(3, 500) },
  outputs: [{ id: "vfi", description: "Volume flow indicator", unit: "number" }],
  defaults: [],
  example: [130],
  lines: (bar, { period }) => [volumeFlow(bar, period)],
});
