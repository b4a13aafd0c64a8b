import { operators } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { sum } from "../operators/index.ts";
import { shareOf } from "../volatility/shareOf.ts";

/** Intraday momentum index: share of rises in the ways from open to close. Percent, NaN for t < period − 1. Chande and Kroll 1994. */
export const intradayMomentumFactor = defineFactor({
  name: "intraday_momentum",
  family: "momentum",
  formula: "100·U/(U + D); U, D = Σ (close − open), Σ (open − close) over period of bars that rise, fall",
  source: "Chande and Kroll 1994; TA-Lib IMI",
  edge: "50 where no bar moved",
  inputs: ["open", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "intraday_momentum", description: "Share of rises in the ways from open to close", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ open, close }, { period }) => {
    const [up, down] = operators("bodiesBySide", [open, close], [], { delays: [0, 0] as const, start: ([open, close], [up, down]) => (from, to) => {
      for (let t = from; t < to; t++) {
        const step = close[t]! - open[t]!;
        up[t] = step > 0 ? step : 0;
        down[t] = step < 0 ? -step : 0;
      }
    } });
    return [shareOf(sum(up, period), sum(down, period))];
  },
});
