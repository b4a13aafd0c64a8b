import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, minus } from "../operators/index.ts";

/** Percentage price oscillator: distance of the fast EMA to the slow one in percent of it. NaN for t < slow − 1. */
export function percentageOscillator(x: Line, fast: number, slow: number): Line {
  return operator("percentageOscillator", [ema(x, fast), ema(x, slow)], [], { start: ([fast, slow], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (100 * (fast[t]! - slow[t]!)) / slow[t]!;
  } });
}

const FAST_AND_SLOW = { fast: barCount(2, 500), slow: barCount(3, 1000) };

function unlessShorter(fast: number, slow: number): string | undefined {
  return fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`;
}

export const percentageOscillatorFactor = defineFactor({
  name: "ppo",
  family: "momentum",
  formula: "100·(EMA(fast) − EMA(slow))/EMA(slow)",
  source: "Appel 2005; TA-Lib PPO with exponential averages",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: FAST_AND_SLOW,
  outputs: [{ id: "ppo", description: "Percentage price oscillator: distance of the fast to the slow average", unit: "percent" }],
  defaults: [],
  more: [[12, 26]],
  refuse: ({ fast, slow }) => unlessShorter(fast, slow),
  lines: ({ close }, { fast, slow }) => [percentageOscillator(close, fast, slow)],
});

export const percentageOscillatorSignalFactor = defineFactor({
  name: "ppo_signal",
  family: "momentum",
  formula: "signal = EMA(PPO(fast, slow), signal); hist = PPO − signal",
  source: "Appel 2005; TA-Lib PPO with exponential averages, and EMA",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { ...FAST_AND_SLOW, signal: barCount(2, 500) },
  outputs: [
    { id: "ppo_signal", description: "Average of the percentage price oscillator", unit: "percent" },
    { id: "ppo_hist", description: "Percentage price oscillator minus its signal", unit: "percent" },
  ],
  defaults: [],
  more: [[12, 26, 9]],
  refuse: ({ fast, slow }) => unlessShorter(fast, slow),
  lines: ({ close }, { fast, slow, signal }) => {
    const line = percentageOscillator(close, fast, slow);
    const average = ema(line, signal);
    return [average, minus(line, average)];
  },
});

/** Absolute price oscillator: fast minus slow EMA, each started from its own first values; the MACD line starts both together. */
export const absoluteOscillatorFactor = defineFactor({
  name: "apo",
  family: "momentum",
  formula: "EMA(fast) − EMA(slow)",
  source: "TA-Lib APO with exponential averages",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: FAST_AND_SLOW,
  outputs: [{ id: "apo", description: "Absolute price oscillator: fast minus slow average", unit: "price" }],
  defaults: [],
  more: [[12, 26]],
  refuse: ({ fast, slow }) => unlessShorter(fast, slow),
  lines: ({ close }, { fast, slow }) => [minus(ema(close, fast), ema(close, slow))],
});
