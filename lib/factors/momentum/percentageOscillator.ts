import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema } from "../operators/index.ts";

/** Percentage price oscillator: distance of the fast EMA to the slow one in percent of it. NaN for t < slow − 1. */
export function percentageOscillator(x: Line, fast: number, slow: number): Line {
  return operator("percentageOscillator", [ema(x, fast), ema(x, slow)], [], { start: ([fast, slow], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (100 * (fast[t]! - slow[t]!)) / slow[t]!;
  } });
}

export const percentageOscillatorFactor = defineFactor({
  name: "ppo",
  family: "momentum",
  formula: "100·(EMA(fast) − EMA(slow))/EMA(slow)",
  source: "Appel 2005; TA-Lib PPO with exponential averages",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000) },
  outputs: [{ id: "ppo", description: "Percentage price oscillator: distance of the fast to the slow average", unit: "percent" }],
  defaults: [],
  more: [[12, 26]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ close }, { fast, slow }) => [percentageOscillator(close, fast, slow)],
});
