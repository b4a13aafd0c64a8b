import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { scaled, sum } from "../operators/index.ts";
import { shareOf } from "../volatility/shareOf.ts";

/** Rises and falls of x from row to row, both above 0. NaN on the first row. */
function risesAndFalls(x: Line): readonly [rise: Line, fall: Line] {
  return operators("risesAndFalls", [x], [], { delays: [1, 1] as const, lookback: 1, start: ([x], [rise, fall]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const step = x[t]! - x[t - 1]!;
      rise[t] = step > 0 ? step : 0;
      fall[t] = step < 0 ? -step : 0;
    }
  } });
}

/** The oscillator as Chande has it, with plain sums of the last `period` rises and falls. */
export const chandeMomentumSumFactor = defineFactor({
  name: "cmo_sum",
  family: "momentum",
  formula: "100·(G − L)/(G + L); G, L = sums over period of rises and falls of the close",
  source: "Chande and Kroll 1994; TA-Lib CMOU",
  edge: "0 where the close has not moved",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "cmo_sum", description: "Chande momentum oscillator: rises less falls as a share of the movement", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => {
    const [rise, fall] = risesAndFalls(close);
    return [scaled(shareOf(sum(rise, period), sum(fall, period)), 2, -100)];
  },
});
