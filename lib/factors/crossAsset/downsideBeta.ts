import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { logReturn } from "../returns/logReturn.ts";

/**
 * Slope of the regression of y on x over those of the last `period` rows in which x is below its mean (side −1) or above it (side 1).
 * 0 where fewer than two rows are there, or x does not vary in them.
 */
export function sidedSlope(y: Line, x: Line, period: number, side: -1 | 1): Line {
  return operator("sidedSlope", [y, x], [period, side], { delay: period - 1, lookback: period - 1, start: ([y, x], [out]) => (from, to, seen) => {
    for (let t = from + Math.max(0, period - 1 - seen); t < to; t++) out[t] = slopeOf(y, x, t, period, side);
  } });
}

/** Deviations are from one value of the window, so that equal values give exactly 0. */
function slopeOf(y: Float64Array, x: Float64Array, t: number, period: number, side: -1 | 1): number {
  let sum = 0;
  for (let k = t - period + 1; k <= t; k++) sum += x[k]! - x[t]!;
  const mean = sum / period;
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let k = t - period + 1; k <= t; k++) {
    const d = x[k]! - x[t]!;
    if (side * (d - mean) <= 0) continue;
    count++;
    sumX += d;
    sumY += y[k]! - y[t]!;
  }
  let xx = 0;
  let xy = 0;
  for (let k = t - period + 1; k <= t; k++) {
    const d = x[k]! - x[t]!;
    if (side * (d - mean) <= 0) continue;
    const dx = d - sumX / count;
    xx += dx * dx;
    xy += dx * (y[k]! - y[t]! - sumY / count);
  }
  return count < 2 || xx === 0 ? 0 : xy / xx;
}

export const downsideBetaFactor = defineFactor({
  name: "downside_beta",
  family: "cross-asset",
  formula: "cov(r, r′)/var(r′) over those of period bars with r′ below its mean over them; upside: above it. r, r′ = log returns of the close and of the reference",
  source: "Ang, Chen and Xing 2006",
  edge: "0 where fewer than two returns of the reference are on that side, or they are equal",
  inputs: ["close", "reference.close"],
  parameters: { period: barCount(5, 1000) },
  outputs: [
    { id: "downside_beta", description: "How much the asset moves with the reference in its weak bars", unit: "ratio" },
    { id: "upside_beta", description: "How much the asset moves with the reference in its strong bars", unit: "ratio" },
  ],
  defaults: [],
  more: [[60], [120]],
  lines: ({ close, "reference.close": reference }, { period }) => {
    const [own, others] = [logReturn(close), logReturn(reference)];
    return [sidedSlope(own, others, period, -1), sidedSlope(own, others, period, 1)];
  },
});
