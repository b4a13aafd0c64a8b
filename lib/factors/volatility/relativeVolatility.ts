import { operators } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares, root, wilder } from "../operators/index.ts";
import { shareOf } from "./shareOf.ts";

/** Closes whose standard deviation is taken. */
const DEVIATION_PERIOD = 10;

/** Relative volatility index: the share of the standard deviation that falls on rising bars, averaged. Percent, NaN for t < period + 8. Dorsey 1993. */
export const relativeVolatilityFactor = defineFactor({
  name: "relative_volatility",
  family: "volatility",
  formula: `100·U/(U + D); U, D = Wilder averages over period of the population deviation of ${DEVIATION_PERIOD} closes on bars that rise, fall, else 0`,
  source: "Dorsey 1993",
  edge: "50 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "relative_volatility", description: "Relative volatility index: share of the deviation on rising bars", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => {
    const [, squares] = meanAndSquares(close, DEVIATION_PERIOD);
    const [up, down] = operators("deviationBySide", [close, root(squares)], [], { delays: [0, 0] as const, lookback: 1, start: ([close, deviation], [up, down]) => (from, to) => {
      for (let t = from; t < to; t++) {
        up[t] = close[t]! > close[t - 1]! ? deviation[t]! : 0;
        down[t] = close[t]! < close[t - 1]! ? deviation[t]! : 0;
      }
    } });
    return [shareOf(wilder(up, period), wilder(down, period))];
  },
});
