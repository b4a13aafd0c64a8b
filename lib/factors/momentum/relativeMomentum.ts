import { operators } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { change, wilder } from "../operators/index.ts";
import { shareOf } from "../volatility/shareOf.ts";

/** Relative momentum index: the RSI of changes over more than one bar. Percent, NaN for t < period + step − 1. Altman 1993. */
export const relativeMomentumFactor = defineFactor({
  name: "relative_momentum",
  family: "momentum",
  formula: "100·G/(G + L); G, L = Wilder averages over period of rises and falls of close − close[−step]",
  source: "Altman 1993",
  edge: "50 if the close has not moved since the start",
  inputs: ["close"],
  parameters: { period: barCount(2, 500), step: barCount(1, 500) },
  outputs: [{ id: "relative_momentum", description: "Share of rises in the movement over several bars", unit: "percent" }],
  defaults: [],
  more: [[14, 5]],
  lines: ({ close }, { period, step }) => {
    const [rise, fall] = operators("partsBySign", [change(close, step)], [], { delays: [0, 0] as const, start: ([x], [rise, fall]) => (from, to) => {
      for (let t = from; t < to; t++) {
        rise[t] = Math.max(0, x[t]!);
        fall[t] = Math.max(0, -x[t]!);
      }
    } });
    return [shareOf(wilder(rise, period), wilder(fall, period))];
  },
});
