import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { scaled } from "../operators/index.ts";

/** 1 where x `after` rows ago was above all of the `before` rows before it and all rows since, else 0: known only now. NaN for t < before + after. */
function wasPeak(x: Line, before: number, after: number): Line {
  return operator("wasPeak", [x], [before, after], { delay: before + after, lookback: before + after, start: ([x], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const peak = x[t - after]!;
      let k = t - before - after;
      while (k <= t && (x[k]! < peak || k === t - after)) k++;
      out[t] = k > t ? 1 : 0;
    }
  } });
}

/** Fractals: highs above, and lows below, all their neighbours. They are told in the bar that confirms them, not in their own. Williams 1998. */
export const fractalFactor = defineFactor({
  name: "fractal",
  family: "momentum",
  formula: "1 where the high (low) of `after` bars ago is above (below) those of the `before` bars before it and of all bars since, else 0",
  source: "Williams 1998; TA-Lib FRACTAL (with 100 for 1)",
  edge: "0 on flat prices",
  inputs: ["high", "low"],
  parameters: { before: barCount(1, 200), after: barCount(1, 200) },
  outputs: [
    { id: "fractal_high", description: "1 in the bar that confirms a fractal high", unit: "flag" },
    { id: "fractal_low", description: "1 in the bar that confirms a fractal low", unit: "flag" },
  ],
  defaults: [],
  more: [[2, 2]],
  lines: ({ high, low }, { before, after }) => [wasPeak(high, before, after), wasPeak(scaled(low, -1), before, after)],
});
