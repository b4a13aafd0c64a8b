import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares, regression } from "../operators/index.ts";

/** Where the straight line through the last `period` values stands so many rows after the middle of the window. */
function lineAt(mean: Line, slope: Line, rows: number): Line {
  return operator("lineAt", [mean, slope], [rows], { start: ([mean, slope], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = mean[t]! + rows * slope[t]!;
  } });
}

/** Direction of the line in degrees, where one percent of the mean price a bar counts as much as one bar: 45° is a rise of 1 % a bar. */
function angleOf(mean: Line, slope: Line): Line {
  return operator("angleOf", [mean, slope], [], { start: ([mean, slope], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (Math.atan((100 * slope[t]!) / mean[t]!) * 180) / Math.PI;
  } });
}

/** R²: the share of the squared deviations of the last `period` values that the straight line explains. Ratio, 0 where they are equal. */
export function explainedShare(x: Line, period: number): Line {
  const spread = (period * (period * period - 1)) / 12;
  return operator("regressionShare", [regression(x, period).slope, meanAndSquares(x, period)[1]], [period], { start: ([slope, squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = squares[t] === 0 ? 0 : Math.min(1, (slope[t]! * slope[t]! * spread) / squares[t]!);
  } });
}

/** Least squares line through the last `period` closes: its end, its next value, its beginning, slope, angle and R². NaN for t < period − 1. */
export const linearRegressionFactor = defineFactor({
  name: "linear_regression",
  family: "trend",
  formula: "a + b·k through close[k], k = 0 the oldest of period: linreg = a + b·(period − 1), tsf = a + b·period, intercept = a, slope = b, angle = arctan(100·b/mean close), r2 = explained share",
  source: "TA-Lib LINEARREG, TSF, LINEARREG_INTERCEPT, LINEARREG_SLOPE; its LINEARREG_ANGLE is arctan of the slope in prices, which depends on the level of the price",
  edge: "slope, angle and r2 0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "linreg", description: "End of the straight line through the last closes", unit: "price" },
    { id: "tsf", description: "Time series forecast: the next value of that line", unit: "price" },
    { id: "linreg_intercept", description: "Beginning of that line", unit: "price" },
    { id: "linreg_slope", description: "Rise of that line per bar", unit: "price" },
    { id: "linreg_angle", description: "Direction of that line in degrees, 45 for a rise of 1 % a bar", unit: "number" },
    { id: "linreg_r2", description: "Share of the closes' squared deviations that the line explains", unit: "ratio" },
  ],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => {
    const { mean, slope } = regression(close, period);
    const half = (period - 1) / 2;
    return [lineAt(mean, slope, half), lineAt(mean, slope, half + 1), lineAt(mean, slope, -half), slope, angleOf(mean, slope), explainedShare(close, period)];
  },
});
