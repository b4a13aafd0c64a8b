import { barCount, defineFactor } from "../factor.ts";
import { plus, regression, scaled } from "../operators/index.ts";
import { relativeVolatilityFactor } from "../volatility/relativeVolatility.ts";

/** Inertia: the end of the straight line through the last values of the relative volatility index. Percent, NaN for t < period + volatility + 7. Dorsey 1995. */
export const inertiaFactor = defineFactor({
  name: "inertia",
  family: "momentum",
  formula: "end of the least squares line through the last period values of relative_volatility(volatility)",
  source: "Dorsey 1995",
  edge: "50 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000), volatility: barCount(2, 1000) },
  outputs: [{ id: "inertia", description: "Inertia: smoothed share of the deviation on rising bars", unit: "percent" }],
  defaults: [],
  more: [[20, 14]],
  lines: (bar, { period, volatility }) => {
    const [index] = relativeVolatilityFactor.lines(bar, { period: volatility });
    const { mean, slope } = regression(index!, period);
    return [plus(mean, scaled(slope, (period - 1) / 2))];
  },
});
