import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { scaled, sum } from "../operators/index.ts";
import { shareOf } from "../volatility/shareOf.ts";
import { rsi } from "./rsi.ts";

/** Rises and falls of x from row to row, both above 0. NaN on the first row. */
export function risesAndFalls(x: Line): readonly [rise: Line, fall: Line] {
  return operators("risesAndFalls", [x], [], { delays: [1, 1] as const, lookback: 1, start: ([x], [rise, fall]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const step = x[t]! - x[t - 1]!;
      rise[t] = step > 0 ? step : 0;
      fall[t] = step < 0 ? -step : 0;
    }
  } });
}

/** Chande momentum oscillator: 100·(G − L)/(G + L), G and L the Wilder averages of rises and falls, which is twice the RSI less 100. Percent, NaN for t < period. */
export const chandeMomentumFactor = defineFactor({
  name: "cmo",
  family: "momentum",
  formula: "100·(G − L)/(G + L); G, L = Wilder averages over period of rises and falls of the close",
  source: "Chande and Kroll 1994 (see cmo_sum); TA-Lib CMO",
  edge: "0 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { period: barCount(2, 200) },
  outputs: [{ id: "cmo", description: "Chande momentum oscillator, averaged: rises less falls as a share of the movement", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => [scaled(rsi(close, period), 2, -100)],
});

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
