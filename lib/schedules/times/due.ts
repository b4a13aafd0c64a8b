import type { UtcMillis } from "../../market/index.ts";
import type { Schedule } from "../file/schedule.ts";
import { type Planned, plannedAfter } from "./planned.ts";

/** Times that are left out, as one note: how many, from which to which, why. */
export type LeftOut = { readonly count: number; readonly from: UtcMillis; readonly to: UtcMillis; readonly why: string };

export type Due = {
  /** To be begun now or one after the other, oldest first; `isMissed` where the time had passed. */
  readonly begin: readonly (Planned & { readonly isMissed: boolean })[];
  readonly leftOut: readonly LeftOut[];
  /** All times up to this one are decided. */
  readonly judgedTo: UtcMillis;
};

/** A search over more times than this ends: the oldest of them are left out uncounted. */
const MOST = 20_000;

/**
 * What is to be done now with the times after `judgedTo`. A time is on time until its start plus grace, missed after it.
 * skip: missed ones are left out. latest: the newest of all is done, if it is not older than `within`. catch-up: the newest `limit` of those within it, oldest first.
 */
export function dueRuns(schedule: Schedule, judgedTo: UtcMillis, now: UtcMillis): Due {
  const { grace, missed: { limit, rule, within } } = schedule;
  const due: Planned[] = [];
  for (const planned of plannedAfter(schedule, Math.max(judgedTo, now - within - schedule.jitter))) {
    if (planned.time > now || planned.start > now) break;
    due.push(planned);
    if (due.length > MOST) due.shift();
  }
  const isMissed = ({ start }: Planned): boolean => now - start > grace;
  const [missed, onTime] = [due.filter(isMissed), due.filter((planned) => !isMissed(planned))];
  const chosen = rule === "skip" ? [] : rule === "catch-up" ? missed.slice(-limit) : onTime.length === 0 ? missed.slice(-1) : [];
  const dropped = missed.slice(0, missed.length - chosen.length);
  const older = judgedTo < now - within - schedule.jitter ? plannedAfter(schedule, judgedTo).next().value : undefined;
  const isOlder = older !== undefined && older.time < (due[0]?.time ?? now - within);
  return {
    begin: [...chosen.map((planned) => ({ ...planned, isMissed: true })), ...onTime.map((planned) => ({ ...planned, isMissed: false }))],
    leftOut: [
      ...(isOlder ? [{ count: 1, from: older.time, to: now - within, why: "missed, all times of this stretch, too long ago" }] : []),
      ...(dropped.length === 0 ? [] : [{ count: dropped.length, from: dropped[0]!.time, to: dropped.at(-1)!.time, why: whyDropped(schedule) }]),
    ],
    judgedTo: due.at(-1)?.time ?? Math.max(judgedTo, isOlder ? now - within - schedule.jitter : judgedTo),
  };
}

function whyDropped({ missed: { limit, rule } }: Schedule): string {
  return { skip: "missed, and the rule is skip", latest: "missed, and a newer one stands for all", "catch-up": `missed, and at most ${limit} are caught up` }[rule];
}
