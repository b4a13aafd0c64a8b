import { operators } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares, sum } from "../operators/index.ts";
import { shareOf } from "../volatility/shareOf.ts";

/** Trend intensity index: share of the distances above the mean in all distances to it. Percent, NaN for t < period + ⌈period/2⌉ − 2. Pee 2002. */
export const trendIntensityFactor = defineFactor({
  name: "trend_intensity",
  family: "momentum",
  formula: "100·U/(U + D); U, D = Σ over ⌈period/2⌉ bars of what the close is above, below its mean over period",
  source: "Pee 2002",
  edge: "50 where the close has been at its mean",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "trend_intensity", description: "Share of distances above the mean", unit: "percent" }],
  defaults: [],
  more: [[30]],
  lines: ({ close }, { period }) => {
    const half = Math.ceil(period / 2);
    const [above, below] = operators("distancesBySide", [close, meanAndSquares(close, period)[0]], [], { delays: [0, 0] as const, start: ([close, mean], [above, below]) => (from, to) => {
      for (let t = from; t < to; t++) {
        above[t] = Math.max(0, close[t]! - mean[t]!);
        below[t] = Math.max(0, mean[t]! - close[t]!);
      }
    } });
    return [shareOf(sum(above, half), sum(below, half))];
  },
});
