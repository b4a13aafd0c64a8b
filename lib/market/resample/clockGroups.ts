import { INTERVAL_MILLIS } from "../barTime.ts";
import type { Groups } from "./groups.ts";

/** Bars that close in one stretch of `step` milliseconds of UTC. A day ends with its last millisecond. */
export function clockGroups(closeTime: Float64Array, step: number): Groups {
  const groupOf = new Int32Array(closeTime.length);
  const stamp: number[] = [];
  const wholeAt: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < closeTime.length; row++) {
    const time = closeTime[row]!;
    if (time > end) {
      end = Math.ceil(time / step) * step;
      wholeAt.push(end);
      stamp.push(step === INTERVAL_MILLIS["1d"] ? end - 1 : end);
    }
    groupOf[row] = wholeAt.length - 1;
  }
  return { groupOf, stamp, wholeAt };
}
