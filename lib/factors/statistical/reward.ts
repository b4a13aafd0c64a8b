import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean, meanAndSquares } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Mean of the last `period` values over their sample standard deviation. Number, NaN for t < period − 1; 0 where x does not vary. */
export function meanOverDeviation(x: Line, period: number): Line {
  return operator("meanOverDeviation", [...meanAndSquares(x, period)], [period], { start: ([mean, squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = squares[t] === 0 ? 0 : mean[t]! / Math.sqrt(squares[t]! / (period - 1));
  } });
}

/** Mean over the root mean square of the falls, zero counted for a rise. Number; 0 where nothing falls. */
function meanOverFalls(x: Line, period: number): Line {
  return operator("meanOverFalls", [mean(x, period), mean(squaredFalls(x), period)], [], { start: ([mean, squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = squares[t] === 0 ? 0 : mean[t]! / Math.sqrt(squares[t]!);
  } });
}

function squaredFalls(x: Line): Line {
  return operator("squaredFalls", [x], [], { start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = x[t]! < 0 ? x[t]! * x[t]! : 0;
  } });
}

export const rewardFactor = defineFactor({
  name: "reward",
  family: "statistical",
  formula: "mean(r)/σ(r) and mean(r)/√mean(min(r, 0)²) of the last period log returns r, per bar",
  source: "Sharpe 1994; Sortino and Price 1994, with target 0",
  edge: "0 where the returns do not vary, or none is below 0",
  inputs: ["close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [
    { id: "rolling_sharpe", description: "Sharpe ratio of log returns, per bar", unit: "number" },
    { id: "rolling_sortino", description: "Sortino ratio of log returns, per bar", unit: "number" },
  ],
  defaults: [],
  example: [60],
  lines: ({ close }, { period }) => [meanOverDeviation(logReturn(close), period), meanOverFalls(logReturn(close), period)],
});
