import { barCount, defineFactor } from "../factor.ts";
import { ema, minus } from "../operators/index.ts";
import { percentageOscillator } from "./percentageOscillator.ts";

export const percentageOscillatorSignalFactor = defineFactor({
  name: "ppo_signal",
  family: "momentum",
  formula: "signal = EMA(PPO(fast, slow), signal); hist = PPO − signal",
  source: "Appel 2005; TA-Lib PPO with exponential averages, and EMA",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000), signal: barCount(2, 500) },
  outputs: [
    { id: "ppo_signal", description: "Average of the percentage price oscillator", unit: "percent" },
    { id: "ppo_hist", description: "Percentage price oscillator minus its signal", unit: "percent" },
  ],
  defaults: [],
  more: [[12, 26, 9]],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: ({ close }, { fast, slow, signal }) => {
    const line = percentageOscillator(close, fast, slow);
    const average = ema(line, signal);
    return [average, minus(line, average)];
  },
});
