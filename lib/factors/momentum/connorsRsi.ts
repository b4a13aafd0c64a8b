import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { percentRank, scaled } from "../operators/index.ts";
import { runLength } from "../statistical/runLength.ts";
import { roc } from "./roc.ts";
import { rsi } from "./rsi.ts";

/** Connors RSI: mean of the RSI of the close, the RSI of the run of rises and falls, and the place of the last return among those before. Percent, NaN for t ≤ rank. Connors 2012. */
export const connorsRsiFactor = defineFactor({
  name: "connors_rsi",
  family: "momentum",
  formula: "(RSI(close, period) + RSI(run length, run) + share of the last rank returns below this one)/3; equal returns count half",
  source: "Connors 2012",
  edge: "50 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 200), run: barCount(2, 200), rank: barCount(2, 1000) },
  outputs: [{ id: "connors_rsi", description: "Connors RSI: mean of three strengths", unit: "percent" }],
  defaults: [],
  more: [[3, 2, 100]],
  lines: ({ close }, { period, run, rank }) => {
    const below = scaled(percentRank(roc(close, 1), rank + 1), (100 * (rank + 1)) / rank, -100 / rank);
    return [operator("connorsRsi", [rsi(close, period), rsi(runLength(close), run), below], [], { start: ([close, run, below], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = (close[t]! + run[t]! + below[t]!) / 3;
    } })];
  },
});
