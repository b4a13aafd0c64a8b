import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { after, over, wilder } from "../operators/index.ts";
import type { TradedBar } from "./moneyFlow.ts";

/** Money flow within the true range: volume·((close − bottom) − (top − close))/(top − bottom), top and bottom with the close before. Volume, NaN in the first row; 0 where top and bottom are equal. */
function trueMoneyFlow({ high, low, close, volume }: TradedBar): Line {
  return operator("trueMoneyFlow", [high, low, close, volume], [], { delay: 1, lookback: 1, start: ([high, low, close, volume], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const before = close[t - 1]!;
      const top = before > high[t]! ? before : high[t]!;
      const bottom = before < low[t]! ? before : low[t]!;
      out[t] = top === bottom ? 0 : (volume[t]! * (close[t]! - bottom - (top - close[t]!))) / (top - bottom);
    }
  } });
}

export const twiggsFactor = defineFactor({
  name: "twiggs",
  family: "volume",
  formula: "W(m, period)/W(volume, period), W Wilder's average, m the money flow within the true range",
  source: "Twiggs money flow, Incredible Charts",
  edge: "0 where there was no volume",
  inputs: ["high", "low", "close", "volume"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "twiggs", description: "Twiggs money flow", unit: "ratio" }],
  defaults: [],
  example: [21],
  lines: (bar, { period }) => [over(wilder(trueMoneyFlow(bar), period), wilder(after(bar.volume, 1), period))],
});
