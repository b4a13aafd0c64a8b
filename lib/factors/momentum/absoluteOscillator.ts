import { barCount, defineFactor } from "../factor.ts";
import { ema, minus } from "../operators/index.ts";

/** Absolute price oscillator: fast minus slow EMA, each started from its own first values; the MACD line starts both together. */
export const absoluteOscillatorFactor = defineFactor({
  name: "apo",
  family: "momentum",
  formula: "EMA(fast) − EMA(slow)",
  source: "TA-Lib APO with exponential averages",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000) },
  outputs: [{ id: "apo", description: "Absolute price oscillator: fast minus slow average", unit: "price" }],
  defaults: [],
  more: [[12, 26]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ close }, { fast, slow }) => [minus(ema(close, fast), ema(close, slow))],
});
