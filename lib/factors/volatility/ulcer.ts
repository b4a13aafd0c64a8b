import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, mean, root } from "../operators/index.ts";

/** Ulcer index: root mean square of the fall from the highest close, in percent. NaN for t < 2·(period − 1). Martin 1987. */
export const ulcerFactor = defineFactor({
  name: "ulcer",
  family: "volatility",
  formula: "√(mean over period of d²), d = 100·(close/highest close of period − 1)",
  source: "Martin and McCann 1989; pandas-ta ui",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "ulcer", description: "Ulcer index: how deep and how long the price lay under its high", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => {
    const squares = operator("squaredFall", [close, highest(close, period)], [], { start: ([close, top], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = (100 * (close[t]! / top[t]! - 1)) ** 2;
    } });
    return [root(mean(squares, period))];
  },
});
