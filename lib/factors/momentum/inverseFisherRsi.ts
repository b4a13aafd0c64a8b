import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { weightedMean } from "../operators/index.ts";
import { rsi } from "./rsi.ts";

/** Inverse Fisher transform of the smoothed RSI: pushed towards −1 and 1. Ratio, NaN for t < period + smooth − 1. Ehlers 2004. */
export const inverseFisherRsiFactor = defineFactor({
  name: "inverse_fisher_rsi",
  family: "momentum",
  formula: "tanh v, v = weighted mean over smooth of 0.1·(RSI(period) − 50)",
  source: "Ehlers 2004",
  edge: "0 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { period: barCount(2, 200), smooth: barCount(1, 200) },
  outputs: [{ id: "inverse_fisher_rsi", description: "Smoothed RSI, pushed towards −1 and 1", unit: "ratio" }],
  defaults: [],
  more: [[5, 9]],
  lines: ({ close }, { period, smooth }) => [
    operator("inverseFisher", [weightedMean(rsi(close, period), smooth)], [], { start: ([strength], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = Math.tanh(0.1 * (strength[t]! - 50));
    } }),
  ],
});
