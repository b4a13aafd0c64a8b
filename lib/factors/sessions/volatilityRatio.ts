import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { inSets, MARKETS } from "./market.ts";
import { ofCurrent } from "./ofCurrent.ts";
import { SHUT } from "./sessionClock.ts";
import { sessionRuns, type SessionRun } from "./sessionRun.ts";

// Places in the registers.
const OPENED = 0, COMPLETED = 1, MEAN = 2, SHOWN = 3;

/**
 * ln(high/low) of a session so far over the mean of ln(high/low) of the last `sessions` whole sessions of that name; 1 where that mean is 0.
 * NaN until so many are complete. Behind the end of the session the last value stays.
 */
export function volatilityRatio(opened: Line, { high, low }: Pick<SessionRun, "high" | "low">, sessions: number): Line {
  // The session that runs, those behind it, and one more: a row that is taken back may have begun a session.
  const room = sessions + 2;
  return operator("sessionVolatilityRatio", [opened, high, low], [sessions], {
    registers: 4,
    start: ([opened, high, low], [out], r) => {
      const ranges = new Float64Array(room);
      return (from, to, seen) => {
        if (seen === 0) {
          r[OPENED] = SHUT;
          r[SHOWN] = Number.NaN;
        }
        for (let t = from; t < to; t++) {
          const start = opened[t]!;
          if (start !== r[OPENED]!) {
            if (r[OPENED]! !== SHUT) {
              r[COMPLETED]!++;
              r[MEAN] = meanOf(ranges, r[COMPLETED]!, sessions);
            }
            r[OPENED] = start;
          }
          if (start !== SHUT) {
            const range = Math.log(high[t]! / low[t]!);
            ranges[r[COMPLETED]! % room] = range;
            r[SHOWN] = r[COMPLETED]! < sessions ? Number.NaN : r[MEAN]! > 0 ? range / r[MEAN]! : 1;
          }
          out[t] = r[SHOWN]!;
        }
      };
    },
  });
}

/** Mean of the last values before place `end` of a ring. */
function meanOf(ring: Float64Array, end: number, count: number): number {
  let sum = 0;
  for (let k = Math.max(0, end - count); k < end; k++) sum += ring[k % ring.length]!;
  return sum / count;
}

/** How wide the current session has become, compared with whole sessions before it. The mean knows past sessions alone, not the sample's and not its own. */
export const volatilityRatioFactors = MARKETS.map((market) => defineFactor({
  name: `session_volatility_ratio${market.suffix}`,
  family: "sessions",
  formula: "ln(H/L) of the current session so far / mean of ln(H/L) of the last n whole sessions of the same name",
  source: market.words,
  edge: "1 where the past sessions never moved; held while no session is open",
  inputs: ["closeTime", "open", "high", "low", "close"],
  parameters: { sessions: barCount(1, 500) },
  outputs: [{ id: `session_volatility_ratio${market.suffix}`, description: `Range of the current session against its past${market.note}`, unit: "ratio" }],
  ...inSets(market, [10]),
  intradayOnly: true,
  waitsFor: "n whole sessions of every name that the bars have shown",
  lines: (bar, { sessions }) => {
    const clock = market.clock(bar);
    return [ofCurrent(clock, sessionRuns(clock, bar).map((run, k) => volatilityRatio(clock.whole[k]!, run, sessions)))];
  },
}));
