import { operators, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { placeBetween } from "../operators/index.ts";
import { inSets, MARKETS } from "./market.ts";
import { ofCurrent } from "./ofCurrent.ts";
import { SHUT } from "./sessionClock.ts";

/**
 * Highest and lowest price of the bars that open in the first minutes of a session, at least of its first bar. Within these minutes it is the range so far;
 * behind the session's end it stays.
 */
export function openingRange(opened: Line, closeTime: Line, high: Line, low: Line, minutes: number, interval: number): readonly [high: Line, low: Line] {
  return operators("openingRange", [opened, closeTime, high, low], [minutes, interval], {
    delays: [0, 0] as const,
    registers: 3,
    start: ([opened, closeTime, high, low], [highs, lows], r) => (from, to, seen) => {
      if (seen === 0) r.fill(Number.NaN).fill(SHUT, 0, 1);
      for (let t = from; t < to; t++) {
        const start = opened[t]!;
        if (start !== r[0]!) {
          r[0] = start;
          if (start !== SHUT) {
            r[1] = high[t]!;
            r[2] = low[t]!;
          }
        } else if (start !== SHUT && closeTime[t]! - interval < start + minutes * 60_000) {
          if (high[t]! > r[1]!) r[1] = high[t]!;
          if (low[t]! < r[2]!) r[2] = low[t]!;
        }
        highs[t] = r[1]!;
        lows[t] = r[2]!;
      }
    },
  });
}

export const openingRangeFactors = MARKETS.map((market) => defineFactor({
  name: `opening_range_position${market.suffix}`,
  family: "sessions",
  formula: "(close − L)/(H − L); H, L the range of the first minutes of the current session, while these run the range so far",
  source: `Crabel 1990, opening range; ${market.words}`,
  edge: "0.5 where H = L; bars longer than the minutes: the range of the first bar; while no session is open the range of the last",
  inputs: ["closeTime", "high", "low", "close"],
  parameters: { minutes: barCount(1, 1440) },
  outputs: [{ id: `opening_range_position${market.suffix}`, description: `Place of the close in the session's opening range${market.note}`, unit: "ratio" }],
  ...inSets(market, [60]),
  intradayOnly: true,
  waitsFor: "the first session that the bars show from its beginning",
  lines: (bar, { minutes }) => {
    const clock = market.clock(bar);
    const ranges = clock.whole.map((opened) => openingRange(opened, bar.closeTime, bar.high, bar.low, minutes, bar.interval));
    return [placeBetween(bar.close, ofCurrent(clock, ranges.map(([, low]) => low)), ofCurrent(clock, ranges.map(([high]) => high)))];
  },
}));
