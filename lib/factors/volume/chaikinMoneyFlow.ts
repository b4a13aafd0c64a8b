import { barCount, defineFactor } from "../factor.ts";
import { rollingMean } from "../rolling/mean.ts";
import { moneyFlow } from "./moneyFlow.ts";

/** Chaikin money flow: Σ money flow / Σ volume over period, −1 to 1. out: [T] ratio, NaN for t < period − 1; 0 where there was no volume. */
export const chaikinMoneyFlowFactor = defineFactor({
  name: "cmf",
  family: "volume",
  formula: "Σ m / Σ volume over period, m = volume·((close − low) − (high − close))/(high − low)",
  source: "Chaikin, usual definition",
  edge: "0 where there was no volume; a bar with high = low counts 0",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "cmf", description: "Chaikin money flow: where in their range the bars closed, weighted by volume", unit: "ratio", warmUp: ({ period }) => period - 1 }],
  defaults: [[20]],
  compute: ({ high, low, close, volume }, { period }) => {
    const flow = rollingMean(moneyFlow(high, low, close, volume), period);
    const traded = rollingMean(volume, period);
    for (let t = period - 1; t < flow.length; t++) flow[t] = traded[t] === 0 ? 0 : flow[t]! / traded[t]!;
    return [flow];
  },
});
