import { operator, type Line } from "../engine/line.ts";
import { defineFactor, type BarLines } from "../factor.ts";

/** True range: the reach of a bar with the close before it, max(high, close[−1]) − min(low, close[−1]). Price, NaN on the first row. Wilder 1978. */
export function trueRange({ close, high, low }: Pick<BarLines, "close" | "high" | "low">): Line {
  return operator("trueRange", [high, low, close], [], {
    delay: 1,
    lookback: 1,
    start: ([high, low, close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) {
        const before = close[t - 1]!;
        out[t] = (high[t]! > before ? high[t]! : before) - (low[t]! < before ? low[t]! : before);
      }
    },
  });
}

export const trueRangeFactor = defineFactor({
  name: "true_range",
  family: "volatility",
  formula: "max(high, close[−1]) − min(low, close[−1])",
  source: "Wilder 1978; TA-Lib TRANGE",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: {},
  outputs: [{ id: "true_range", description: "Reach of the bar, the gap from the close before included", unit: "price" }],
  defaults: [],
  lines: (bar) => [trueRange(bar)],
});
