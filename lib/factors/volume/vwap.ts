import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { distance, mean, sum, times, typicalPrice } from "../operators/index.ts";
import type { TradedBar } from "./moneyFlow.ts";

/** Volume-weighted average price of the last `period` bars: Σ p·volume / Σ volume, p = (high + low + close)/3. Price, NaN for t < period − 1; the plain mean of p where there was no volume. */
export function vwap(bar: TradedBar, period: number): Line {
  const price = typicalPrice(bar.high, bar.low, bar.close);
  return weightedPrice(sum(times(price, bar.volume), period), sum(bar.volume, period), mean(price, period));
}

/** turnover/volume, and `plain` where there was no volume. */
function weightedPrice(turnover: Line, volume: Line, plain: Line): Line {
  return operator("weightedPrice", [turnover, volume, plain], [], { start: ([turnover, volume, plain], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = volume[t] === 0 ? plain[t]! : turnover[t]! / volume[t]!;
  } });
}

export const vwapFactor = defineFactor({
  name: "vwap",
  family: "volume",
  formula: "Σ p·volume / Σ volume over period, p = (high + low + close)/3; distance = close/vwap − 1",
  source: "Berkowitz, Logue and Noser 1988, over a rolling window",
  edge: "the plain mean of p where there was no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(1, 1000) },
  outputs: [
    { id: "vwap", description: "Volume-weighted average price", unit: "price" },
    { id: "vwap_distance", description: "Distance of the close to the volume-weighted average price", unit: "ratio" },
  ],
  defaults: [[20]],
  lines: (bar, { period }) => [vwap(bar, period), distance(bar.close, vwap(bar, period))],
});
