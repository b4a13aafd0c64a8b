import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lowest, placeInRange } from "../operators/index.ts";

/** What the averages are before the first place. */
const START = 50;

/** k and d: the place and k, each averaged by 1/smooth of the difference, from 50 on. j = 3·k − 2·d. Percent. */
function averages(place: Line, smooth: number): readonly [k: Line, d: Line, j: Line] {
  return operators("kdj", [place], [smooth], {
    delays: [0, 0, 0] as const,
    registers: 2,
    start: ([place], [outK, outD, outJ], registers) => (from, to, seen) => {
      let k = seen === 0 ? START : registers[0]!;
      let d = seen === 0 ? START : registers[1]!;
      for (let t = from; t < to; t++) {
        k += (place[t]! - k) / smooth;
        d += (k - d) / smooth;
        outK[t] = k;
        outD[t] = d;
        outJ[t] = 3 * k - 2 * d;
      }
      registers[0] = k;
      registers[1] = d;
    },
  });
}

export const kdjFactor = defineFactor({
  name: "kdj",
  family: "momentum",
  formula: "k += (place − k)/smooth; d += (k − d)/smooth; j = 3·k − 2·d; place of the close in the range of period bars in percent, k and d begin at 50",
  source: "the stochastic of the Chinese exchanges",
  edge: "50 where the range is empty",
  inputs: ["high", "low", "close"],
  parameters: { period: barCount(2, 1000), smooth: barCount(1, 200) },
  outputs: [
    { id: "kdj_k", description: "Averaged place of the close in its range", unit: "percent" },
    { id: "kdj_d", description: "Average of k", unit: "percent" },
    { id: "kdj_j", description: "Three times k less twice d", unit: "percent" },
  ],
  defaults: [],
  more: [[9, 3]],
  lines: ({ high, low, close }, { period, smooth }) => averages(placeInRange(close, lowest(low, period), highest(high, period)), smooth),
});
