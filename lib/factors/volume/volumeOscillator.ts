import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, mean, minus } from "../operators/index.ts";

const fast = barCount(2, 500);
const slow = barCount(3, 1000);
const refuse = (values: { readonly fast: number; readonly slow: number }): string | undefined =>
  values.fast < values.slow ? undefined : `fast (${values.fast}) must be shorter than slow (${values.slow})`;

/** Difference of two averages in percent of the slow one. Percent; 0 where the slow one is 0. */
function percentApart(quick: Line, slowly: Line): Line {
  return operator("percentApart", [quick, slowly], [], { start: ([quick, slowly], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = slowly[t] === 0 ? 0 : (100 * (quick[t]! - slowly[t]!)) / slowly[t]!;
  } });
}

function pvo(volume: Line, fast: number, slow: number): Line {
  return percentApart(ema(volume, fast), ema(volume, slow));
}

export const volumeOscillatorFactor = defineFactor({
  name: "volume_oscillator",
  family: "volume",
  formula: "100·(SMA(volume, fast) − SMA(volume, slow))/SMA(volume, slow)",
  source: "usual definition; TA-Lib PPO of the volume with SMA",
  edge: "0 where there was no volume",
  inputs: ["volume"],
  parameters: { fast, slow },
  outputs: [{ id: "volume_oscillator", description: "Short mean volume beside the long one", unit: "percent" }],
  defaults: [],
  example: [5, 20],
  refuse,
  lines: ({ volume }, { fast, slow }) => [percentApart(mean(volume, fast), mean(volume, slow))],
});

export const pvoFactor = defineFactor({
  name: "pvo",
  family: "volume",
  formula: "100·(EMA(volume, fast) − EMA(volume, slow))/EMA(volume, slow)",
  source: "TA-Lib PPO of the volume with EMA",
  edge: "0 where there was no volume",
  inputs: ["volume"],
  parameters: { fast, slow },
  outputs: [{ id: "pvo", description: "Percentage volume oscillator", unit: "percent" }],
  defaults: [],
  example: [12, 26],
  refuse,
  lines: ({ volume }, { fast, slow }) => [pvo(volume, fast, slow)],
});

export const pvoSignalFactor = defineFactor({
  name: "pvo_signal",
  family: "volume",
  formula: "signal = EMA(pvo, signal); hist = pvo − signal",
  source: "usual definition, as of the MACD",
  edge: "0 where there was no volume",
  inputs: ["volume"],
  parameters: { fast, slow, signal: barCount(1, 500) },
  outputs: [
    { id: "pvo_signal", description: "Signal line of the percentage volume oscillator", unit: "percent" },
    { id: "pvo_hist", description: "Percentage volume oscillator less its signal", unit: "percent" },
  ],
  defaults: [],
  example: [12, 26, 9],
  refuse,
  lines: ({ volume }, { fast, slow, signal }) => [ema(pvo(volume, fast, slow), signal), minus(pvo(volume, fast, slow), ema(pvo(volume, fast, slow), signal))],
});
