import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor, type BarLines } from "../factor.ts";
import { over, sum } from "../operators/index.ts";
import { trueRange } from "../volatility/trueRange.ts";

function vortexMovements({ high, low }: Pick<BarLines, "high" | "low">): readonly [up: Line, down: Line] {
  return operators("vortexMovements", [high, low], [], {
    delays: [1, 1] as const,
    lookback: 1,
    start: ([high, low], [up, down]) => (from, to) => {
      for (let t = from; t < to; t++) {
        up[t] = Math.abs(high[t]! - low[t - 1]!);
        down[t] = Math.abs(low[t]! - high[t - 1]!);
      }
    },
  });
}

/** Vortex indicator: reach from the low before to the high, and from the high before to the low, as shares of the true range. Botes and Siepman 2010. */
export const vortexFactor = defineFactor({
  name: "vortex",
  family: "trend",
  formula: "plus = Σ|high − low[−1]| / Σ true range, minus = Σ|low − high[−1]| / Σ true range, over period",
  source: "Botes and Siepman 2010; pandas-ta vortex",
  edge: "1 where nothing moves",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "vortex_plus", description: "Upward vortex movement as a share of the range", unit: "ratio" },
    { id: "vortex_minus", description: "Downward vortex movement as a share of the range", unit: "ratio" },
  ],
  defaults: [],
  more: [[14]],
  lines: (bar, { period }) => {
    const [up, down] = vortexMovements(bar);
    const range = sum(trueRange(bar), period);
    return [over(sum(up, period), range, 1), over(sum(down, period), range, 1)];
  },
});
