import { operators } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { minus, over, scaled, sum } from "../operators/index.ts";

/** AR and BR: how far highs reach above, as a share of how far lows reach below, the open (AR) and the close before (BR). Percent, NaN for t < period − 1 (AR), period (BR). */
export const brarFactor = defineFactor({
  name: "brar",
  family: "momentum",
  formula: "ar = 100·Σ (high − open)/Σ (open − low); br = 100·Σ max(0, high − close[−1])/Σ max(0, close[−1] − low) over period",
  source: "the sentiment pair of the Chinese exchanges; pandas-ta brar",
  edge: "100 where nothing reached below",
  inputs: ["open", "high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "brar_ar", description: "Reach above the open as a share of the reach below it", unit: "percent" },
    { id: "brar_br", description: "Reach above the close before as a share of the reach below it", unit: "percent" },
  ],
  defaults: [],
  more: [[26]],
  lines: ({ open, high, low, close }, { period }) => {
    const [above, below] = operators("reachFromClose", [high, low, close], [], { delays: [1, 1] as const, lookback: 1, start: ([high, low, close], [above, below]) => (from, to) => {
      for (let t = from; t < to; t++) {
        above[t] = Math.max(0, high[t]! - close[t - 1]!);
        below[t] = Math.max(0, close[t - 1]! - low[t]!);
      }
    } });
    return [scaled(over(sum(minus(high, open), period), sum(minus(open, low), period), 1), 100), scaled(over(sum(above, period), sum(below, period), 1), 100)];
  },
});
