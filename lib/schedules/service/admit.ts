import type { Schedule } from "../file/schedule.ts";
import type { Due, LeftOut } from "../times/due.ts";
import type { WaitingRun } from "./serviceState.ts";

/**
 * Which of the due runs wait for their turn, and which are left out because the run before is not over. On time: one begins if nothing runs or waits;
 * otherwise the rule of overlap says. Missed ones that are caught up wait one behind the other: the rule of missed has bounded them.
 */
export function admit(due: Due["begin"], waiting: readonly WaitingRun[], isRunning: boolean, overlap: Schedule["overlap"]): { readonly waiting: readonly WaitingRun[]; readonly leftOut: readonly LeftOut[] } {
  const queue = [...waiting];
  const leftOut: LeftOut[] = [];
  for (const { isMissed, reason, start, time } of due) {
    const ahead = queue.length + (isRunning ? 1 : 0);
    if (isMissed || ahead === 0 || (overlap === "queue" && queue.length === 0)) {
      queue.push({ time, start, reason: isMissed ? `${reason}; missed, made up for` : ahead === 0 ? reason : `${reason}; waited for the run before it`, repeats: 0, isTold: isMissed });
    } else {
      leftOut.push({ count: 1, from: time, to: time, why: overlap === "skip" ? `the run before it ${isRunning ? "was not over" : "had not begun"}, and the rule is skip` : "one waits already for the run before it" });
    }
  }
  return { waiting: queue, leftOut };
}
