import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { absolute, lag, mean, root, scaled, squared, times } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/**
 * Bipower variation: products of neighbouring absolute returns, which a single jump hardly touches. What the mean square has beyond it came from jumps.
 * Log return per bar (share: ratio), NaN for t < period + 1. Barndorff-Nielsen and Shephard 2004.
 */
export const bipowerFactor = defineFactor({
  name: "bipower",
  family: "volatility",
  formula: "b = π/2·mean over period of |r|·|r[−1]|, r = ln(close/close[−1]); bipower_volatility = √b; jump_share = max(0, 1 − b/mean over period of r²)",
  source: "Barndorff-Nielsen and Shephard 2004",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "bipower_volatility", description: "Volatility without jumps", unit: "log return per bar" },
    { id: "jump_share", description: "Share of the mean square return that came from jumps", unit: "ratio" },
  ],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => {
    const returns = logReturn(close);
    const sizes = absolute(returns);
    const variation = scaled(mean(times(sizes, lag(sizes, 1)), period), Math.PI / 2);
    const jumps = operator("jumpShare", [variation, mean(squared(returns), period)], [], { start: ([smooth, all], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = all[t]! > 0 ? Math.min(1, Math.max(0, 1 - smooth[t]! / all[t]!)) : 0;
    } });
    return [root(variation), jumps];
  },
});
