import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { CURRENCIES } from "./market.ts";
import { SHUT } from "./sessionClock.ts";

/**
 * ln(first open of one session / last close in another before that), from that bar on until the first session opens again.
 * Where the sessions overlap, the other's last close lies in the future: the one taken is the last that had happened.
 */
export function gapBetween(earlier: Line, later: Line, open: Line, close: Line): Line {
  return operator("gapBetween", [earlier, later, open, close], [], {
    registers: 3,
    start: ([earlier, later, open, close], [out], r) => (from, to, seen) => {
      if (seen === 0) r.fill(Number.NaN).fill(SHUT, 0, 1);
      for (let t = from; t < to; t++) {
        if (later[t] !== r[0]!) {
          if (later[t] !== SHUT && !Number.isNaN(r[1]!)) r[2] = Math.log(open[t]! / r[1]!);
          r[0] = later[t]!;
        }
        if (earlier[t] !== SHUT) r[1] = close[t]!;
        out[t] = r[2]!;
      }
    },
  });
}

export const gapBetweenFactors = CURRENCIES.map(({ clock, note, suffix, words }) => defineFactor({
  name: `gap_between_sessions${suffix}`,
  family: "sessions",
  formula: "ln(first open of the later session / last close before it in the earlier one)",
  source: words,
  edge: "held until the later session opens again",
  inputs: ["closeTime", "open", "close"],
  parameters: {},
  outputs: [
    { id: `tokyo_london_gap${suffix}`, description: `Gap from Tokyo to London's opening${note}`, unit: "log return" },
    { id: `london_ny_gap${suffix}`, description: `Gap from London to New York's opening${note}`, unit: "log return" },
  ],
  defaults: [],
  intradayOnly: true,
  waitsFor: "the first opening of the later session behind a bar of the earlier one",
  lines: (bar) => {
    const { opened, whole } = clock(bar);
    return [gapBetween(opened[1]!, whole[2]!, bar.open, bar.close), gapBetween(opened[2]!, whole[3]!, bar.open, bar.close)];
  },
}));
