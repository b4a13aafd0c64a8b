import { operator } from "../engine/line.ts";
import { mean, sum, times } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Volume weighted moving average: closes weighted by their volume. Price, NaN for t < period − 1; the simple average where nothing was traded. */
export const vwmaFactor = movingAverage({
  name: "vwma",
  words: "Volume weighted moving average",
  formula: "Σ volume·close / Σ volume over period",
  source: "pandas-ta vwma",
  edge: "the simple moving average where nothing was traded in the period",
  also: ["volume"],
  average: ({ close, volume }, period) =>
    operator("vwma", [sum(times(close, volume), period), sum(volume, period), mean(close, period)], [], { start: ([paid, traded, plain], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = traded[t]! > 0 ? paid[t]! / traded[t]! : plain[t]!;
    } }),
  more: [[10], [20], [50]],
});
