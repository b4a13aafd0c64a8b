import type { Line } from "../engine/line.ts";
import { barCount, defineFactor, type BarLines } from "../factor.ts";
import { over, wilder } from "../operators/index.ts";
import { trueRange } from "./trueRange.ts";

/** Average true range: Wilder average of the true range. Price, NaN for t < period (the first bar has no close before it). Wilder 1978. */
export function atr(bar: Pick<BarLines, "close" | "high" | "low">, period: number): Line {
  return wilder(trueRange(bar), period);
}

export const atrFactor = defineFactor({
  name: "atr",
  family: "volatility",
  formula: "Wilder average over period of max(high, close[−1]) − min(low, close[−1]); ratio = atr/close",
  source: "Wilder 1978; TA-Lib ATR",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "atr", description: "Average true range", unit: "price" },
    { id: "atr_ratio", description: "Average true range as a share of the close", unit: "ratio" },
  ],
  defaults: [[14]],
  more: [[7], [21]],
  lines: (bar, { period }) => {
    const range = atr(bar, period);
    return [range, over(range, bar.close)];
  },
});
