import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { highest, lag, lowest, middle, placeInRange } from "../operators/index.ts";

/** A place beyond this would be too near to an infinite value. */
const MOST = 0.99;
const HELD = 0.999;

/**
 * Fisher transform of a place in a range (percent): f = ½·ln((1 + v)/(1 − v)) + ½·f[−1], v = 0.66·(place/100 − ½) + 0.67·v[−1] held within ±0.999. Ehlers 2002.
 * Number; v and f are 0 in the first row of the place, which has no value.
 */
export function fisher(place: Line): Line {
  return operator("fisher", [place], [], {
    delay: 1,
    registers: 2,
    start: ([place], [out], registers) => (from, to, seen) => {
      let held = registers[0]!;
      let value = registers[1]!;
      for (let t = seen === 0 ? from + 1 : from; t < to; t++) {
        held = 0.66 * (place[t]! / 100 - 0.5) + 0.67 * held;
        if (held > MOST) held = HELD;
        else if (held < -MOST) held = -HELD;
        value = 0.5 * (Math.log((1 + held) / (1 - held)) + value);
        out[t] = value;
      }
      registers[0] = held;
      registers[1] = value;
    },
  });
}

export const fisherFactor = defineFactor({
  name: "fisher",
  family: "momentum",
  formula: "½·ln((1 + v)/(1 − v)) + ½·fisher[−1], v = 0.66·(place − ½) + 0.67·v[−1], place of (high + low)/2 in its range of period bars; signal = the value one bar before",
  source: "Ehlers 2002; pandas-ta fisher",
  edge: "an empty range counts as its middle: 0 on flat prices",
  inputs: ["high", "low"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "fisher", description: "Fisher transform of the place in the range", unit: "number" },
    { id: "fisher_signal", description: "Fisher transform one bar before", unit: "number" },
  ],
  defaults: [],
  more: [[9]],
  lines: ({ high, low }, { period }) => {
    const price = middle(high, low);
    const line = fisher(placeInRange(price, lowest(price, period), highest(price, period)));
    return [line, lag(line, 1)];
  },
});
