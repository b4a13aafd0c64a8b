import { barCount, defineFactor } from "../factor.ts";
import { emaFromFirst, minus } from "../operators/index.ts";
import { accumulation } from "./accumulation.ts";

export const chaikinOscillatorFactor = defineFactor({
  name: "adosc",
  family: "volume",
  formula: "EMA(ad, fast) − EMA(ad, slow), both started at the first ad",
  source: "Chaikin; TA-Lib ADOSC",
  edge: "0 where there was no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: { fast: barCount(2, 500), slow: barCount(3, 1000) },
  outputs: [{ id: "adosc", description: "Chaikin oscillator of the accumulation line", unit: "volume" }],
  defaults: [],
  example: [3, 10],
  refuse: ({ fast, slow }) => (fast < slow ? undefined : `fast (${fast}) must be shorter than slow (${slow})`),
  lines: (bar, { fast, slow }) => [minus(emaFromFirst(accumulation(bar), fast, slow - 1), emaFromFirst(accumulation(bar), slow, slow - 1))],
});
