import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean } from "../operators/index.ts";

/** Psychological line: share of the last `period` bars that closed above the close before. Percent, NaN for t < period. */
export const psychologicalFactor = defineFactor({
  name: "psychological",
  family: "momentum",
  formula: "100·(number of bars with close > close[−1])/period",
  source: "the psychological line of Japanese traders; pandas-ta psl",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "psychological", description: "Psychological line: share of rising bars", unit: "percent" }],
  defaults: [],
  more: [[12]],
  lines: ({ close }, { period }) => {
    const isRise = operator("hundredWhereRisen", [close], [], { delay: 1, lookback: 1, start: ([close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = close[t]! > close[t - 1]! ? 100 : 0;
    } });
    return [mean(isRise, period)];
  },
});
