import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, minus, sum } from "../operators/index.ts";
import { trueRange } from "../volatility/trueRange.ts";

/** Choppiness index: the way the bars went beside how far they came, on a logarithmic scale; near 100 sideways, near 0 straight. Percent, NaN for t < period. Dreiss 1993. */
export const choppinessFactor = defineFactor({
  name: "choppiness",
  family: "trend",
  formula: "100·log10(Σ true range / (highest high − lowest low)) / log10(period)",
  source: "Dreiss 1993; pandas-ta chop",
  edge: "100 where highest high and lowest low are equal",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "choppiness", description: "Choppiness index: how much the market went sideways", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: (bar, { period }) => {
    const scale = 100 / Math.log(period);
    const reach = minus(highest(bar.high, period), lowest(bar.low, period));
    return [operator("choppiness", [sum(trueRange(bar), period), reach], [period], { start: ([gone, reach], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = reach[t]! > 0 ? scale * Math.log(gone[t]! / reach[t]!) : 100;
    } })];
  },
});
