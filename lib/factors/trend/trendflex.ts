import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { change, lag, mean, minus, plus, scaled } from "../operators/index.ts";
import { superSmoother } from "./superSmoother.ts";

/** Weight of the newest square in the mean square that a value is divided by. */
const WEIGHT = 0.04;

/** x as a multiple of its root mean square, which forgets 4 % a row; 0 where that is within rounding of the level x was taken from. */
function inOwnUnits(x: Line, level: Line): Line {
  return operator("inOwnUnits", [x, level], [], { registers: 1, start: ([x, level], [out], registers) => (from, to) => {
    let square = registers[0]!;
    for (let t = from; t < to; t++) {
      square += WEIGHT * (x[t]! * x[t]! - square);
      const root = Math.sqrt(square);
      out[t] = level[t]! + root / 64 === level[t] ? 0 : x[t]! / root;
    }
    registers[0] = square;
  } });
}

/** Ehlers' trendflex and reflex: mean distance of the smoothed price to its last `period` values, and to the straight line over them, in units of their own. NaN for t < period + 2. Ehlers 2020. */
export const trendflexFactor = defineFactor({
  name: "trendflex",
  family: "trend",
  formula: "s = super smoother(close, period/2); trendflex = d/√m, d = s − mean s[−1..−period]; reflex: d = mean over k of (s + k·(s[−period] − s)/period − s[−k]); m += 0.04·(d² − m)",
  source: "Ehlers 2020, Reflex: a new zero-lag indicator",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(4, 1000) },
  outputs: [
    { id: "trendflex", description: "Trend of the smoothed price in units of its own", unit: "number" },
    { id: "reflex", description: "Cycle of the smoothed price about its straight line, in units of its own", unit: "number" },
  ],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => {
    const smooth = superSmoother(close, period / 2);
    const trend = minus(smooth, lag(mean(smooth, period), 1));
    return [inOwnUnits(trend, smooth), inOwnUnits(plus(trend, scaled(change(smooth, period), -(period + 1) / (2 * period))), smooth)];
  },
});
