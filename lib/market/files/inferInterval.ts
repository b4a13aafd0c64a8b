import { INTERVAL_MILLIS } from "../barTime.ts";
import { INTERVALS, type Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Series, UtcMillis } from "../units.ts";

/** Interval of bars: the smallest step between two of them. One bar, or steps of a day and more, are daily. `name` names the bars in the error. */
export function inferInterval(closeTime: Series<UtcMillis>, name: string): Interval {
  let smallest = Number.POSITIVE_INFINITY;
  for (let t = 1; t < closeTime.length; t++) {
    const step = Math.abs(closeTime[t]! - closeTime[t - 1]!);
    if (step > 0 && step < smallest) smallest = step;
  }
  if (smallest >= INTERVAL_MILLIS["1d"]) return "1d";
  const interval = INTERVALS.find((candidate) => INTERVAL_MILLIS[candidate] === smallest);
  if (interval === undefined) throw new MarketError(`${name}: the smallest step between two bars is ${smallest / 1000} s, which is none of ${INTERVALS.join(", ")}. Name the interval.`);
  return interval;
}
