import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { distance, mean } from "../operators/index.ts";

/** The lower line after a close above the upper one, the upper line after a close below the lower one; neither moves it. Begins on the lower line. */
function activator(close: Line, upper: Line, lower: Line): Line {
  return operator("hiloActivator", [close, upper, lower], [], { lookback: 1, registers: 1, start: ([close, upper, lower], [out], registers) => (from, to, seen) => {
    let level = seen === 0 ? lower[from]! : registers[0]!;
    for (let t = from; t < to; t++) {
      if (seen + t - from > 0) {
        if (close[t]! > upper[t - 1]!) level = lower[t]!;
        else if (close[t]! < lower[t - 1]!) level = upper[t]!;
      }
      out[t] = level;
    }
    registers[0] = level;
  } });
}

/** Gann HiLo activator: a stop on the averages of highs and lows. Price, NaN for t < longest period − 1. Krausz 1998. */
export const gannHiloFactor = defineFactor({
  name: "hilo",
  family: "trend",
  formula: "SMA of lows (low period) after a close above the last SMA of highs (high period), SMA of highs after one below the last SMA of lows, else as before; distance = close/hilo − 1",
  source: "Krausz 1998, The New Gann Swing Chartist; pandas-ta hilo",
  edge: "the price itself on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { high: barCount(2, 1000), low: barCount(2, 1000) },
  outputs: [
    { id: "hilo", description: "Gann HiLo activator", unit: "price" },
    { id: "hilo_distance", description: "Distance of the close to the HiLo activator", unit: "ratio" },
  ],
  defaults: [],
  more: [[13, 21]],
  lines: ({ high, low, close }, { high: highPeriod, low: lowPeriod }) => {
    const line = activator(close, mean(high, highPeriod), mean(low, lowPeriod));
    return [line, distance(close, line)];
  },
});
