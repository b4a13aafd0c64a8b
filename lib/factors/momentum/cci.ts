import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { meanAndSquares, typicalPrice } from "../operators/index.ts";

/** A mean deviation of 1.5 % of the distance to the mean gives 100. Lambert's choice: most values are then within ±100. */
const LAMBERT = 0.015;

/**
 * Commodity channel index: (x − mean x)/(0.015·mean |x − mean x|) over the last `period` values. Lambert 1980.
 * Number, NaN for t < period − 1; 0 where x has not moved.
 */
export function cci(x: Line, period: number): Line {
  const [mean] = meanAndSquares(x, period);
  return operator("cci", [x, mean], [period], { lookback: period, start: ([x, mean], [out]) => (from, to) => run(x, mean, out, from, to, period) });
}

/** Four sums side by side: one alone waits for itself at every value. */
function run(x: Float64Array, means: Float64Array, out: Float64Array, from: number, to: number, period: number): void {
  for (let t = from; t < to; t++) {
    const mean = means[t]!;
    let a = 0, b = 0, c = 0, d = 0;
    let k = t - period + 1;
    for (; k + 3 <= t; k += 4) {
      a += Math.abs(x[k]! - mean);
      b += Math.abs(x[k + 1]! - mean);
      c += Math.abs(x[k + 2]! - mean);
      d += Math.abs(x[k + 3]! - mean);
    }
    for (; k <= t; k++) a += Math.abs(x[k]! - mean);
    const deviation = a + b + (c + d);
    out[t] = deviation === 0 ? 0 : (period * (x[t]! - mean)) / (LAMBERT * deviation);
  }
}

export const cciFactor = defineFactor({
  name: "cci",
  family: "momentum",
  formula: "(p − mean p)/(0.015·mean |p − mean p|) over period, p = (high + low + close)/3",
  source: "Lambert 1980; TA-Lib CCI",
  edge: "0 on flat prices",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "cci", description: "Commodity channel index: distance to the mean in mean deviations", unit: "number" }],
  defaults: [[20]],
  more: [[14]],
  lines: ({ high, low, close }, { period }) => [cci(typicalPrice(high, low, close), period)],
});
