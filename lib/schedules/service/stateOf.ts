import { sha256 } from "../../runs/record/digest.ts";
import type { Schedule } from "../file/schedule.ts";
import type { LeftOut } from "../times/due.ts";
import { utcTime } from "../times/localTime.ts";
import type { ScheduleState, ServiceState } from "./serviceState.ts";

const MOST_NOTES = 50;

/** What is remembered of a schedule. One that is new, or that says another time than before, counts from now: nothing before it was missed. */
export function stateOf(state: ServiceState, schedule: Schedule, now: number): ScheduleState {
  const rule = ruleOf(schedule);
  const own = state.schedules[schedule.name];
  if (own?.rule === rule) return own;
  const made: ScheduleState = own === undefined ? { rule, judgedTo: now, waiting: [], leftOut: [] } : { ...own, rule, judgedTo: now };
  state.schedules[schedule.name] = made;
  return made;
}

/** Digest of what says when a schedule runs. */
function ruleOf({ after, before, cron, jitter, only, seed, zone }: Schedule): string {
  return sha256(JSON.stringify([cron, zone, only, after, before, jitter, seed])).slice(0, 16);
}

/** Notes times that were left out, and says so. */
export function noteLeftOut(own: ScheduleState, { name }: Schedule, left: LeftOut, now: number): string {
  own.leftOut = [...own.leftOut, { ...left, at: now }].slice(-MOST_NOTES);
  const span = left.from === left.to ? utcTime(left.from) : `${utcTime(left.from)} to ${utcTime(left.to)}`;
  return `${name}: left out ${span} UTC${left.count > 1 ? `, ${left.count} times` : ""}: ${left.why}`;
}
