import type { Bars } from "../../market/bars.ts";
import { onceOver, tokyoIsOver, tokyoSessions, type Rows } from "./days.ts";
import { specimen } from "./specimen.ts";

const rangeOf = ({ high, low }: Bars) => ({ from, to }: Rows): number => Math.log(Math.max(...high.subarray(from, to)) / Math.min(...low.subarray(from, to)));

function ratio(bars: Bars, meanUpTo: (ranges: readonly number[], session: number) => number): Float64Array {
  const sessions = tokyoSessions(bars).filter(tokyoIsOver(bars));
  const ranges = sessions.map(rangeOf(bars));
  return onceOver(bars.close.length, sessions, () => true, (session) => ranges[sessions.indexOf(session)]! / meanUpTo(ranges, sessions.indexOf(session)));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** session_volatility_ratio with the session's mean over the whole history in the denominator. */
export const sessionVolatilityMean = specimen({
  name: "session volatility over its mean",
  says: "The session's range is compared with the mean of all sessions, those to come included.",
  market: "hourly",
  leaky: (bars) => ratio(bars, (ranges) => mean(ranges)),
  clean: (bars) => ratio(bars, (ranges, session) => mean(ranges.slice(0, session + 1))),
});
