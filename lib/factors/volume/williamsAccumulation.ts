import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { cumulative } from "../operators/index.ts";

/** How far the close lies above the true low on a rise, below the true high on a fall. Price, NaN in the first row. */
function directedMove(high: Line, low: Line, close: Line): Line {
  return operator("directedMove", [high, low, close], [], { delay: 1, lookback: 1, start: ([high, low, close], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const before = close[t - 1]!;
      const step = close[t]! - before;
      out[t] = step > 0 ? close[t]! - (before < low[t]! ? before : low[t]!) : step < 0 ? close[t]! - (before > high[t]! ? before : high[t]!) : 0;
    }
  } });
}

export const williamsAccumulationFactor = defineFactor({
  name: "williams_ad",
  family: "volume",
  formula: "running Σ close − min(low, close[−1]) on a rise, close − max(high, close[−1]) on a fall",
  source: "Williams 1972; it reads no volume",
  edge: "constant on flat prices",
  inputs: ["high", "low", "close"],
  parameters: {},
  outputs: [{ id: "williams_ad", description: "Williams accumulation/distribution", unit: "price" }],
  defaults: [],
  lines: ({ high, low, close }) => [cumulative(directedMove(high, low, close))],
});
