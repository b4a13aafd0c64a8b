import { INTERVAL_MILLIS } from "../barTime.ts";
import { INTERVALS, type Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Series, UtcMillis } from "../units.ts";

/** A step belongs to the bars when it is at least this share of all steps, and this share as frequent as the commonest that is an interval. */
const [SHARE, BESIDE] = [0.05, 0.25];

/**
 * Interval of bars: the smallest one that many of the steps between them are, so that single odd times change nothing; `checkBars` tells those as off the grid.
 * One bar, or steps of a day and more, are daily. `name` names the bars in the error.
 */
export function inferInterval(closeTime: Series<UtcMillis>, name: string): Interval {
  const counts = new Map<number, number>();
  let steps = 0;
  for (let t = 1; t < closeTime.length; t++) {
    const step = Math.min(Math.abs(closeTime[t]! - closeTime[t - 1]!), INTERVAL_MILLIS["1d"]);
    if (!(step > 0)) continue;
    counts.set(step, (counts.get(step) ?? 0) + 1);
    steps++;
  }
  if (steps === 0) return "1d";
  const countOf = (interval: Interval): number => counts.get(INTERVAL_MILLIS[interval]) ?? 0;
  const least = Math.max(SHARE * steps, BESIDE * Math.max(...INTERVALS.map(countOf)));
  const interval = INTERVALS.find((candidate) => countOf(candidate) >= least);
  const onGrid = [...counts].reduce((sum, [step, count]) => (interval !== undefined && step % INTERVAL_MILLIS[interval] === 0 ? sum + count : sum), 0);
  if (interval !== undefined && 2 * onGrid >= steps) return interval;
  const [commonest] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  throw new MarketError(`${name}: the commonest step between two bars is ${commonest / 1000} s, which is none of ${INTERVALS.join(", ")}. Name the interval.`);
}
