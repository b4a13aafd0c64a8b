import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor, realNumber, type BarLines } from "../factor.ts";
import { over, scaled } from "../operators/index.ts";
import { atr } from "../volatility/atr.ts";

/**
 * SuperTrend: a stop so many average true ranges from the middle of the bar, which only moves with the trend; a close beyond the other side's band turns it.
 * The first trend is up. Price and flag, NaN for t < period. Seban.
 */
export function superTrend(bar: Pick<BarLines, "high" | "low" | "close">, period: number, multiple: number): readonly [stop: Line, direction: Line] {
  return operators("superTrend", [bar.high, bar.low, bar.close, atr(bar, period)], [multiple], {
    delays: [0, 0] as const,
    registers: 3,
    start: ([high, low, close, range], [stop, direction], registers) => (from, to, seen) => {
      if (seen === 0 && from < to) registers.set([1, Infinity, -Infinity]);
      run(high, low, close, range, stop, direction, from, to, multiple, registers);
    },
  });
}

function run(high: Float64Array, low: Float64Array, close: Float64Array, range: Float64Array, stops: Float64Array, directions: Float64Array, from: number, to: number, multiple: number, registers: Float64Array): void {
  let trend = registers[0]!, above = registers[1]!, below = registers[2]!;
  for (let t = from; t < to; t++) {
    const centre = (high[t]! + low[t]!) / 2;
    const apart = multiple * range[t]!;
    let top = centre + apart;
    let bottom = centre - apart;
    if (close[t]! > above) trend = 1;
    else if (close[t]! < below) trend = -1;
    if (trend > 0) {
      if (bottom < below) bottom = below;
    } else if (top > above) top = above;
    above = top;
    below = bottom;
    stops[t] = trend > 0 ? bottom : top;
    directions[t] = trend;
  }
  registers[0] = trend;
  registers[1] = above;
  registers[2] = below;
}

export const supertrendFactor = defineFactor({
  name: "supertrend",
  family: "trend",
  formula: "(high + low)/2 ∓ multiple·ATR below, above the price; moves only with the trend; a close beyond the band of the other side turns it; distance = 1 − supertrend/close",
  source: "Seban; pandas-ta supertrend with TA-Lib's ATR",
  edge: "the price itself on flat prices, direction 1",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), multiple: realNumber(0.1, 20) },
  outputs: [
    { id: "supertrend", description: "SuperTrend stop", unit: "price" },
    { id: "supertrend_direction", description: "1 while the trend is up, −1 while it is down", unit: "flag" },
    { id: "supertrend_distance", description: "Distance of the close to the SuperTrend stop as a share of the close", unit: "ratio" },
  ],
  defaults: [],
  more: [[10, 3]],
  lines: (bar, { period, multiple }) => {
    const [stop, direction] = superTrend(bar, period, multiple);
    return [stop, direction, scaled(over(stop, bar.close), -1, 1)];
  },
});
