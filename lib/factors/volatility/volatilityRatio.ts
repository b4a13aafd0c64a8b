import { barCount, defineFactor } from "../factor.ts";
import { over } from "../operators/index.ts";
import { historicalVolatility } from "./historicalVolatility.ts";

/** Historical volatility of few bars beside that of many. Ratio, NaN for t < long. */
export const volatilityRatioFactor = defineFactor({
  name: "volatility_ratio",
  family: "volatility",
  formula: "hist_vol(short)/hist_vol(long)",
  source: "Sinclair 2013, Volatility Trading",
  edge: "1 on flat prices",
  inputs: ["close"],
  parameters: { short: barCount(2, 500), long: barCount(3, 1000) },
  outputs: [{ id: "volatility_ratio", description: "Short volatility as a multiple of the long one", unit: "ratio" }],
  defaults: [],
  more: [[10, 50]],
  refuse: ({ short, long }) => (short < long ? undefined : `short (${short}) must be less than long (${long})`),
  lines: ({ close }, { short, long }) => [over(historicalVolatility(close, short), historicalVolatility(close, long), 1)],
});
