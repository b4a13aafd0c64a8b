import { barCount, defineFactor } from "../factor.ts";
import { ema, minus } from "../operators/index.ts";
import { trueStrength } from "./trueStrength.ts";

/** The true strength index as a ratio with a short second average, its signal and the distance to it. */
export const ergodicFactor = defineFactor({
  name: "smi",
  family: "momentum",
  formula: "EMA(EMA(Δ, slow), fast)/EMA(EMA(|Δ|, slow), fast), Δ = close − close[−1]; signal = EMA of it; oscillator = their difference",
  source: "Blau 1995; pandas-ta smi",
  edge: "0 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { fast: barCount(2, 500), slow: barCount(2, 500), signal: barCount(1, 200) },
  outputs: [
    { id: "smi", description: "SMI ergodic indicator: smoothed change as a share of smoothed movement", unit: "ratio" },
    { id: "smi_signal", description: "Average of the SMI ergodic indicator", unit: "ratio" },
    { id: "smi_oscillator", description: "SMI ergodic indicator minus its signal", unit: "ratio" },
  ],
  defaults: [],
  more: [[5, 20, 5]],
  lines: ({ close }, { fast, slow, signal }) => {
    const strength = trueStrength(close, slow, fast, 1);
    const average = ema(strength, signal);
    return [strength, average, minus(strength, average)];
  },
});
