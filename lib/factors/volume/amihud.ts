import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean } from "../operators/index.ts";

/** Size of the simple return over the turnover of each bar. 1/turnover, NaN in the first row; 0 for a bar without volume. */
function impact(close: Line, volume: Line): Line {
  return operator("impact", [close, volume], [], { delay: 1, lookback: 1, start: ([close, volume], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = volume[t] === 0 ? 0 : Math.abs(close[t]! / close[t - 1]! - 1) / (close[t]! * volume[t]!);
  } });
}

export const amihudFactor = defineFactor({
  name: "amihud",
  family: "volume",
  formula: "mean of |close/close[−1] − 1|/(close·volume) over period",
  source: "Amihud 2002",
  edge: "a bar without volume counts 0",
  inputs: ["close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "amihud", description: "Illiquidity: how far the price moves for its turnover", unit: "1/turnover" }],
  defaults: [],
  example: [20],
  lines: ({ close, volume }, { period }) => [mean(impact(close, volume), period)],
});
