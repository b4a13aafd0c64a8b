import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { absolute, change, ema } from "../operators/index.ts";

/** True strength: EMA(EMA(Δ, slow), fast) as a share of the same of |Δ|, times `scale`; Δ the change of x. NaN for t < slow + fast − 1; 0 where x has not moved. Blau 1991. */
export function trueStrength(x: Line, slow: number, fast: number, scale: number): Line {
  const moves = change(x, 1);
  const smooth = (line: Line): Line => ema(ema(line, slow), fast);
  return operator("trueStrength", [smooth(moves), smooth(absolute(moves))], [scale], { start: ([moved, distance], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = distance[t] === 0 ? 0 : (scale * moved[t]!) / distance[t]!;
  } });
}

export const trueStrengthFactor = defineFactor({
  name: "tsi",
  family: "momentum",
  formula: "100·EMA(EMA(Δ, slow), fast)/EMA(EMA(|Δ|, slow), fast), Δ = close − close[−1]; signal = EMA of it",
  source: "Blau 1991; pandas-ta tsi",
  edge: "0 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { slow: barCount(2, 500), fast: barCount(2, 500), signal: barCount(1, 200) },
  outputs: [
    { id: "tsi", description: "True strength index: smoothed change as a share of smoothed movement", unit: "percent" },
    { id: "tsi_signal", description: "Average of the true strength index", unit: "percent" },
  ],
  defaults: [],
  more: [[25, 13, 13]],
  lines: ({ close }, { slow, fast, signal }) => {
    const strength = trueStrength(close, slow, fast, 100);
    return [strength, ema(strength, signal)];
  },
});
