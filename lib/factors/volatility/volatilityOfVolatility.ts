import { barCount, defineFactor } from "../factor.ts";
import { mean, over } from "../operators/index.ts";
import { historicalVolatility, sampleDeviation } from "./historicalVolatility.ts";

/** How much the historical volatility itself varies, as a share of its mean. Ratio, NaN for t < 2·period − 1. */
export const volatilityOfVolatilityFactor = defineFactor({
  name: "volatility_of_volatility",
  family: "volatility",
  formula: "sample standard deviation over period of hist_vol(period), divided by its mean over period",
  source: "Sinclair 2013, Volatility Trading",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 500) },
  outputs: [{ id: "volatility_of_volatility", description: "Deviation of the historical volatility as a share of its mean", unit: "ratio" }],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => {
    const volatility = historicalVolatility(close, period);
    return [over(sampleDeviation(volatility, period), mean(volatility, period))];
  },
});
