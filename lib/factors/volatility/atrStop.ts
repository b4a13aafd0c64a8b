import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, realNumber } from "../factor.ts";
import { over, scaled } from "../operators/index.ts";
import { atr } from "./atr.ts";

/** A stop `apart` from the close that only comes nearer, and jumps to the other side when the close passes it. It begins below the price. */
function trailingStop(close: Line, apart: Line): Line {
  return operator("trailingStop", [close, apart], [], { lookback: 1, registers: 1, start: ([close, apart], [out], registers) => (from, to, seen) => {
    let stop = registers[0]!;
    for (let t = from; t < to; t++) {
      const below = close[t]! - apart[t]!;
      const above = close[t]! + apart[t]!;
      if (seen + t - from === 0) stop = below;
      else if (close[t]! > stop) stop = close[t - 1]! > stop && stop > below ? stop : below;
      else stop = close[t - 1]! < stop && stop < above ? stop : above;
      out[t] = stop;
    }
    registers[0] = stop;
  } });
}

/** Trailing stop so many average true ranges from the close. Price (distance: ratio), NaN for t < period. Wilder 1978. */
export const atrStopFactor = defineFactor({
  name: "atr_stop",
  family: "volatility",
  formula: "above the stop: stop = max(stop[−1], close − multiple·ATR); below it: min(stop[−1], close + multiple·ATR); a close beyond it turns it; distance = 1 − stop/close",
  source: "Wilder 1978, volatility system",
  edge: "the price itself on flat prices, distance 0",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), multiple: realNumber(0.1, 20) },
  outputs: [
    { id: "atr_stop", description: "Trailing stop at a multiple of the average true range", unit: "price" },
    { id: "atr_stop_distance", description: "Distance of the close to the trailing stop as a share of the close: above 0 in a rising trend", unit: "ratio" },
  ],
  defaults: [],
  more: [[14, 3]],
  lines: (bar, { period, multiple }) => {
    const stop = trailingStop(bar.close, scaled(atr(bar, period), multiple));
    return [stop, scaled(over(stop, bar.close), -1, 1)];
  },
});
