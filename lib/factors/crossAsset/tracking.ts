import { barCount, defineFactor } from "../factor.ts";
import { minus, over } from "../operators/arithmetic.ts";
import { mean } from "../operators/mean.ts";
import { logReturn } from "../returns/logReturn.ts";
import { sampleDeviation } from "../volatility/historicalVolatility.ts";

export const trackingFactor = defineFactor({
  name: "tracking",
  family: "cross-asset",
  formula: "d = log return of the close − log return of the reference; difference = mean(d), error = σ(d) with period − 1, information ratio = difference/error, over period bars",
  source: "Roll 1992; information ratio: Grinold and Kahn 1999",
  edge: "information ratio 0 where the difference does not vary",
  inputs: ["close", "reference.close"],
  parameters: { period: barCount(3, 1000) },
  outputs: [
    { id: "tracking_difference", description: "Mean return a bar beyond that of the reference", unit: "log return per bar" },
    { id: "tracking_error", description: "Standard deviation of the return beyond that of the reference", unit: "log return per bar" },
    { id: "information_ratio", description: "Return beyond that of the reference by its deviation, a bar", unit: "number" },
  ],
  defaults: [],
  more: [[60], [120]],
  lines: ({ close, "reference.close": reference }, { period }) => {
    const beyond = minus(logReturn(close), logReturn(reference));
    const [difference, error] = [mean(beyond, period), sampleDeviation(beyond, period)];
    return [difference, error, over(difference, error)];
  },
});
