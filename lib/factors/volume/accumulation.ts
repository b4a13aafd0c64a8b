import type { Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { cumulative } from "../operators/index.ts";
import { moneyFlow, type TradedBar } from "./moneyFlow.ts";

/** Accumulation/distribution line: running sum of the money flow. Volume, from the first row. */
export function accumulation(bar: TradedBar): Line {
  return cumulative(moneyFlow(bar));
}

export const accumulationFactor = defineFactor({
  name: "ad",
  family: "volume",
  formula: "running Σ volume·((close − low) − (high − close))/(high − low)",
  source: "Chaikin; TA-Lib AD",
  edge: "a bar with high = low adds 0",
  inputs: ["high", "low", "close", "volume"],
  parameters: {},
  outputs: [{ id: "ad", description: "Accumulation/distribution line", unit: "volume" }],
  defaults: [],
  lines: (bar) => [accumulation(bar)],
});
