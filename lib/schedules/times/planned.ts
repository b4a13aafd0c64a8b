import { randomKey, randomStream, split } from "../../random/index.ts";
import type { UtcMillis } from "../../market/index.ts";
import type { Schedule } from "../file/schedule.ts";
import { cronTimes } from "./cronTimes.ts";
import { exchangeTimes } from "./exchangeTimes.ts";

/** A time at which a schedule begins a run. */
export type Planned = {
  /** By the rule, UTC milliseconds. */
  readonly time: UtcMillis;
  /** With the jitter. */
  readonly start: UtcMillis;
  /** Why then, for people. */
  readonly reason: string;
};

/** The times of a schedule after a moment, oldest first. It ends where none comes within eleven years. */
export function* plannedAfter(schedule: Schedule, after: UtcMillis): Generator<Planned> {
  const moment = schedule.after ?? schedule.before;
  const times = moment === undefined ? cronTimes(schedule, after) : exchangeTimes(moment, schedule.after === undefined ? -1 : 1, after);
  let held: { readonly time: UtcMillis; readonly reason: string } | undefined;
  for (const next of times) {
    if (held !== undefined) yield { ...held, start: held.time + jitterOf(schedule, held.time, next.time) };
    held = next;
  }
  if (held !== undefined) yield { ...held, start: held.time + jitterOf(schedule, held.time) };
}

/** The next n times of a schedule after a moment; fewer where no more come. */
export function nextRuns(schedule: Schedule, from: UtcMillis, n: number): readonly Planned[] {
  return plannedAfter(schedule, from).take(n).toArray();
}

/** Whole seconds of delay, from 0 to below the jitter and always before the next time, drawn from seed, name and time: the same whenever it is asked. */
export function jitterOf({ jitter, name, seed }: Pick<Schedule, "jitter" | "name" | "seed">, time: UtcMillis, next: UtcMillis = Infinity): number {
  if (jitter === 0) return 0;
  const span = Math.min(jitter, next - time);
  return Math.floor((randomStream(split(split(randomKey(seed), name), String(time))).uniform() * span) / 1000) * 1000;
}
