import { defineFactor } from "../factor.ts";
import { moneyFlow } from "./moneyFlow.ts";

/** Accumulation/distribution line: running sum of money flow. out: [T] volume, from the first row. */
export function accumulation(high: Float64Array, low: Float64Array, close: Float64Array, volume: Float64Array): Float64Array {
  const out = moneyFlow(high, low, close, volume);
  for (let t = 1; t < out.length; t++) out[t]! += out[t - 1]!;
  return out;
}

export const accumulationFactor = defineFactor({
  name: "ad",
  family: "volume",
  formula: "running Σ volume·((close − low) − (high − close))/(high − low)",
  source: "Chaikin; TA-Lib AD",
  edge: "a bar with high = low adds 0",
  inputs: ["high", "low", "close", "volume"],
  parameters: {},
  outputs: [{ id: "ad", description: "Accumulation/distribution line", unit: "volume", warmUp: () => 0 }],
  defaults: [],
  compute: ({ high, low, close, volume }) => [accumulation(high, low, close, volume)],
});
