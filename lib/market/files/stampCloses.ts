import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Interval } from "../bars.ts";
import type { Series, UtcMillis } from "../units.ts";

/** What the times of a file stand for: the close of each bar, or its open. */
export type Stamps = "close" | "open";

/** Open times as close times: one bar's length later; for daily bars the last millisecond of their UTC day. */
export function stampCloses(openTime: Series<UtcMillis>, interval: Interval): Series<UtcMillis> {
  const length = INTERVAL_MILLIS[interval];
  return openTime.map((time) => (interval === "1d" ? Math.floor(time / length) * length + length - 1 : time + length));
}
