import { barCount, defineFactor, emptyColumn } from "../factor.ts";
import { accumulation } from "./accumulation.ts";

/** Chaikin oscillator: fast minus slow exponential average of the accumulation line, both started at its first value as in TA-Lib. out: [T] volume, NaN for t < slow − 1. */
export const chaikinOscillatorFactor = defineFactor({
  name: "adosc",
  family: "volume",
  formula: "EMA(ad, fast) − EMA(ad, slow), both started at the first ad",
  source: "Chaikin; TA-Lib ADOSC",
  edge: "0 where there was no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000) },
  outputs: [{ id: "adosc", description: "Chaikin oscillator of the accumulation line", unit: "volume", warmUp: ({ slow }) => slow - 1 }],
  defaults: [],
  example: [3, 10],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  compute: ({ high, low, close, volume }, { fast, slow }) => {
    const line = accumulation(high, low, close, volume);
    const out = emptyColumn(line.length);
    let quick = line[0] ?? 0;
    let slowly = quick;
    for (let t = 0; t < line.length; t++) {
      quick += (2 / (fast + 1)) * (line[t]! - quick);
      slowly += (2 / (slow + 1)) * (line[t]! - slowly);
      if (t >= slow - 1) out[t] = quick - slowly;
    }
    return [out];
  },
});
