import { durationText, type NewAlert } from "../../alerts/index.ts";
import type { Schedule } from "../file/schedule.ts";
import type { Due } from "../times/due.ts";
import type { ScheduleState } from "./serviceState.ts";

const iso = (time: number): string => new Date(time).toISOString();

/** Times that passed and at which nothing could begin, as one alert. */
export function notBegun({ late, missed, name }: Schedule, { begin, leftOut }: Due, now: number): NewAlert | undefined {
  const caughtUp = begin.filter(({ isMissed }) => isMissed);
  const first = Math.min(...caughtUp.map(({ time }) => time), ...leftOut.map(({ from }) => from));
  if (!(now - first > late.begin)) return undefined;
  const left = leftOut.reduce((sum, { count }) => sum + count, 0);
  const count = left + caughtUp.length;
  const times = count === 1 ? "1 run" : `${count} runs`;
  return {
    kind: "late-run", schedule: name, at: now, title: `${name}: ${times} not begun in time, since ${iso(first)}`,
    text: `${times} of ${name} could not begin in time: the machine was off or asleep, or the service was not running. The rule is ${missed.rule}: ${caughtUp.length} begin${caughtUp.length === 1 ? "s" : ""} now, ${left} ${left === 1 ? "is" : "are"} left out.`,
    details: { first: iso(first), begun: caughtUp.length, leftOut: left },
  };
}

/** A run that waits, behind another or for a free place, or that begins only now. Told once. */
export function lateToBegin({ late, name }: Schedule, { waiting }: ScheduleState, now: number, why: string): NewAlert | undefined {
  const one = waiting.find(({ isTold, start }) => !isTold && now - start > late.begin);
  if (one === undefined) return undefined;
  one.isTold = true;
  return { kind: "late-run", schedule: name, at: now, title: `${name} had not begun ${durationText(now - one.start)} after its time`, text: `The run of ${name} planned for ${iso(one.time)} had to wait: ${why}.`, details: { planned: iso(one.time) } };
}

/** A run that goes on beyond its time. Told once. */
export function lateToEnd({ late, name }: Schedule, { running }: ScheduleState, now: number): NewAlert | undefined {
  if (late.end === undefined || running === undefined || running.isEndTold === true || now - running.start <= late.end) return undefined;
  running.isEndTold = true;
  return { kind: "late-run", schedule: name, at: now, title: `${name} has not ended ${durationText(now - running.start)} after its time`, text: `The run ${running.id} of ${name}, planned for ${iso(running.time)}, began at ${iso(running.began)} and still goes on.`, details: { planned: iso(running.time), run: running.id } };
}
