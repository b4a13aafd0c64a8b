import { operators, type Line } from "../engine/line.ts";
import type { BarLines } from "../factor.ts";
import { SHUT, type SessionClock } from "./sessionClock.ts";

export type PricedBar = Pick<BarLines, "open" | "high" | "low" | "close">;

/** What is known of one session at each bar, as far as it has gone. Behind its end the values stay until it opens again; NaN before it was first seen. */
export type SessionRun = {
  /** Highest and lowest price so far: never those of the hours to come. */
  readonly high: Line;
  readonly low: Line;
  /** ln(first open / last close of any bar before). */
  readonly gap: Line;
  /** ln(last close / first open) of the last one that ended. It is known from the first bar on that opens after the end, and on no bar of its own. */
  readonly completed: Line;
  /** When that one ended. */
  readonly ended: Line;
};

// Places in the registers.
const OPENED = 0, CLOSES = 1, FIRST_OPEN = 2, LAST_CLOSE = 3, HIGH = 4, LOW = 5, GAP = 6, COMPLETED = 7, ENDED = 8;

/** Each session of a clock. One pass a session. */
export function sessionRuns({ closes, whole }: SessionClock, bar: PricedBar): readonly SessionRun[] {
  return whole.map((opened, k) => sessionRun(opened, closes[k]!, bar));
}

function sessionRun(opened: Line, closes: Line, bar: PricedBar): SessionRun {
  const [high, low, gap, completed, ended] = operators("sessionRun", [opened, closes, bar.open, bar.high, bar.low, bar.close], [], {
    delays: [0, 0, 0, 0, 0] as const,
    lookback: 1,
    registers: 9,
    start: ([opened, closes, open, high, low, close], [highs, lows, gaps, completed, ended], r) => (from, to, seen) => {
      if (seen === 0) r.fill(Number.NaN).fill(SHUT, OPENED, CLOSES);
      for (let t = from; t < to; t++) {
        const start = opened[t]!;
        if (start !== r[OPENED]!) {
          if (r[OPENED]! !== SHUT) {
            r[COMPLETED] = Math.log(r[LAST_CLOSE]! / r[FIRST_OPEN]!);
            r[ENDED] = r[CLOSES]!;
          }
          if (start !== SHUT) {
            r[FIRST_OPEN] = open[t]!;
            r[GAP] = seen + t - from > 0 ? Math.log(open[t]! / close[t - 1]!) : Number.NaN;
            r[HIGH] = high[t]!;
            r[LOW] = low[t]!;
          }
          r[OPENED] = start;
        }
        if (start !== SHUT) {
          r[CLOSES] = closes[t]!;
          r[LAST_CLOSE] = close[t]!;
          if (high[t]! > r[HIGH]!) r[HIGH] = high[t]!;
          if (low[t]! < r[LOW]!) r[LOW] = low[t]!;
        }
        highs[t] = r[HIGH]!;
        lows[t] = r[LOW]!;
        gaps[t] = r[GAP]!;
        completed[t] = r[COMPLETED]!;
        ended[t] = r[ENDED]!;
      }
    },
  });
  return { high, low, gap, completed, ended };
}
