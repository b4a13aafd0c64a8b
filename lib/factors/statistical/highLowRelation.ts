import { barCount, defineFactor } from "../factor.ts";
import { correlation, slopeOn } from "../operators/index.ts";
import { simpleReturn } from "../returns/simpleReturn.ts";

export const highLowCorrelationFactor = defineFactor({
  name: "high_low_correlation",
  family: "statistical",
  formula: "Pearson correlation of high and low over period",
  source: "TA-Lib CORREL(high, low)",
  edge: "0 where one of them does not vary",
  inputs: ["high", "low"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "high_low_correlation", description: "Correlation of highs and lows", unit: "number" }],
  defaults: [],
  example: [30],
  lines: ({ high, low }, { period }) => [correlation(high, low, period)],
});

export const highLowBetaFactor = defineFactor({
  name: "high_low_beta",
  family: "statistical",
  formula: "slope of the simple returns of the low on those of the high over period",
  source: "TA-Lib BETA(high, low)",
  edge: "0 where the highs do not vary",
  inputs: ["high", "low"],
  parameters: { period: barCount(3, 1000) },
  outputs: [{ id: "high_low_beta", description: "Beta of lows to highs", unit: "number" }],
  defaults: [],
  example: [5],
  lines: ({ high, low }, { period }) => [slopeOn(simpleReturn(low), simpleReturn(high), period)],
});
