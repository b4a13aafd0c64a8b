import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { change, comoments, lag } from "../operators/index.ts";

/** How many times its period a half-life can be; a series without reversion has this. */
const LONGEST = 10;

/** Sums of the regression of the change of x on x one row before, over `period` pairs. */
function reversion(x: Line, period: number): { readonly xx: Line; readonly yy: Line; readonly xy: Line } {
  return comoments(lag(x, 1), change(x, 1), period);
}

/** Rows after which half of a distance to the mean is left. Number, 0 to 10·period, which also stands for no reversion. */
export function halfLife(x: Line, period: number): Line {
  const { xx, xy } = reversion(x, period);
  const most = LONGEST * period;
  return operator("halfLife", [xx, xy], [most], { start: ([xx, xy], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const slope = xx[t] === 0 ? 0 : xy[t]! / xx[t]!;
      const rows = slope <= -1 ? 0 : slope < 0 ? -Math.LN2 / Math.log1p(slope) : most;
      out[t] = rows < most ? rows : most;
    }
  } });
}

/** t-statistic of the slope: the test of Dickey and Fuller with a constant and no lags. Number; 0 where x does not vary or follows its line exactly. */
export function dickeyFuller(x: Line, period: number): Line {
  const { xx, xy, yy } = reversion(x, period);
  return operator("dickeyFuller", [xx, yy, xy], [period], { start: ([xx, yy, xy], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const slope = xx[t] === 0 ? 0 : xy[t]! / xx[t]!;
      const left = yy[t]! - slope * xy[t]!;
      out[t] = left > 0 && xx[t]! > 0 ? slope / Math.sqrt(left / ((period - 2) * xx[t]!)) : 0;
    }
  } });
}

export const meanReversionFactor = defineFactor({
  name: "mean_reversion",
  family: "statistical",
  formula: "close − close[−1] = a + b·close[−1] over period: −ln 2/ln(1 + b), and the t-statistic of b",
  source: "Uhlenbeck and Ornstein 1930; Dickey and Fuller 1979",
  edge: "half-life 10·period where b ≥ 0, 0 where b ≤ −1; statistic 0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(5, 1000) },
  outputs: [
    { id: "half_life", description: "Bars after which half of a distance to the mean is left", unit: "number" },
    { id: "dickey_fuller", description: "Dickey–Fuller statistic of the close: far below 0 means it returns to a mean", unit: "number" },
  ],
  defaults: [],
  example: [60],
  lines: ({ close }, { period }) => [halfLife(close, period), dickeyFuller(close, period)],
});
