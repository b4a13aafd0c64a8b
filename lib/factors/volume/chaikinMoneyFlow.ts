import { barCount, defineFactor } from "../factor.ts";
import { over, sum } from "../operators/index.ts";
import { moneyFlow } from "./moneyFlow.ts";

export const chaikinMoneyFlowFactor = defineFactor({
  name: "cmf",
  family: "volume",
  formula: "Σ m / Σ volume over period, m = volume·((close − low) − (high − close))/(high − low)",
  source: "Chaikin, usual definition",
  edge: "0 where there was no volume; a bar with high = low counts 0",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "cmf", description: "Chaikin money flow: where in their range the bars closed, weighted by volume", unit: "ratio" }],
  defaults: [[20]],
  lines: (bar, { period }) => [over(sum(moneyFlow(bar), period), sum(bar.volume, period))],
});
