import path from "node:path";
import { durationText } from "../../lib/alerts/index.ts";
import { projectFolder, projectPath } from "../../lib/runs/folders.ts";
import { dueRuns, LOG, localTime, nextRuns, runFolder, type Schedule, type ScheduledRun, type ServiceState, stateOf, utcTime } from "../../lib/schedules/index.ts";

/** What is known of one schedule. */
export type Seen = {
  readonly schedule: Schedule;
  /** The folder of all schedules. */
  readonly folder: string;
  /** The last runs, newest first. */
  readonly runs: readonly ScheduledRun[];
  /** Whether somebody has the schedule's lock: the service, or a person by hand. A record that says "running" without was cut off. */
  readonly isHeld: boolean;
};

/** What is known of the service. */
export type Served = { readonly isServed: boolean; readonly state: ServiceState | undefined; readonly now: number };

/** A service looks at its schedules twice a minute and notes that every ten; one that has not for longer hangs. */
const SILENT = 25 * 60_000;

const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** Runs with how they stand now: what says "running" and is done by nobody was cut off. */
export function asTheyStand({ isHeld, runs }: Pick<Seen, "isHeld" | "runs">): readonly ScheduledRun[] {
  return runs.map((run, k) => (run.status === "running" && !(isHeld && k === 0) ? { ...run, status: "cut-off", because: "its process ended without a word in the middle of it" } : run));
}

/** Whether a service is there and looks at its schedules, and which schedules need a look, in words; `isWell` is what the exit code says. */
export function serviceText({ isServed, now, state }: Served, schedules: readonly Seen[]): { readonly isWell: boolean; readonly text: string } {
  const isSilent = isServed && state !== undefined && now - state.seen > SILENT;
  const last = schedules.map(({ schedule: { name }, ...seen }) => ({ name, status: asTheyStand(seen)[0]?.status }));
  const named = (words: string, ...among: readonly (string | undefined)[]): readonly string[] => {
    const names = last.filter(({ status }) => among.includes(status)).map(({ name }) => name);
    return names.length === 0 ? [] : [`${words}: ${names.join(", ")}.`];
  };
  const service = isSilent ? `A service is there, but has not looked at its schedules since ${utcTime(state.seen)} UTC: end it and begin it anew.`
    : isServed ? "The service runs."
    : `No service runs, so nothing begins by itself. ${state === undefined ? "There never was one" : `The last one was at work until ${utcTime(state.seen)} UTC or a few minutes more`}. npx marketbook schedule start begins one, schedule install keeps one running.`;
  return { isWell: isServed && !isSilent, text: [service, ...named("Running now", "running"), ...named("Last run not done", "failed", "timed-out", "cut-off")].join("\n") };
}

/** What a schedule does next, what it waits for, what it missed, and how its last runs went. */
export function statusText(seen: Seen, served: Served): string {
  const { schedule } = seen;
  return [
    `${schedule.name}${schedule.about === undefined ? "" : `: ${schedule.about}`}`,
    ...nextLines(schedule, served),
    ...asTheyStand(seen).flatMap((run) => runLines(run, seen, served)),
    ...(seen.runs.length === 0 ? [line("last", "no run yet")] : []),
  ].join("\n");
}

function nextLines(schedule: Schedule, { isServed, now, state }: Served): readonly string[] {
  const { enabled, grace, late, missed, zone } = schedule;
  if (!enabled) return [line("next", `none, because enabled is false; npx marketbook schedule run ${schedule.name} does it by hand`)];
  const [next] = nextRuns(schedule, now, 1);
  // A copy: to look at it changes nothing.
  const own = stateOf(structuredClone(state ?? { version: 1 as const, seen: now, schedules: {} }), schedule, now);
  const { begin, leftOut } = dueRuns(schedule, own.judgedTo, now);
  const [madeUp, onTime] = [begin.filter(({ isMissed }) => isMissed), begin.find(({ isMissed }) => !isMissed)];
  const passed = madeUp.length + leftOut.reduce((sum, { count }) => sum + count, 0);
  const first = Math.min(...madeUp.map(({ time }) => time), ...leftOut.map(({ from }) => from));
  const clocks = (time: number): string => (zone === "UTC" ? localTime(time, "UTC") : `${localTime(time, zone)} = ${utcTime(time)} UTC`);
  return [
    line("next", next === undefined ? "never" : `in ${durationText(next.start - now)}${isServed ? "" : ", if a service runs by then"}: ${clocks(next.start)} (${next.reason})`),
    ...(isServed || passed === 0 ? [] : [line("missed", `${times(passed)} since ${utcTime(first)} UTC; a service that begins now makes up for ${madeUp.length === 0 ? "none of them" : madeUp.length === passed ? "all of them" : `the newest ${madeUp.length === 1 ? "one" : madeUp.length}`} (its rule: ${missed.rule})`)]),
    ...(isServed || onTime === undefined ? [] : [line("due", `since ${utcTime(onTime.start)} UTC, and still on time for a service that begins by ${utcTime(onTime.start + grace)} UTC`)]),
    ...own.waiting.map(({ reason, start, time }) => line("waiting", `the run of ${utcTime(time)} UTC${now - start > late.begin ? `, late by ${durationText(now - start)}` : ""} (${reason})`)),
    ...own.leftOut.slice(-3).map(({ count, from, to, why }) => line("left out", `${count === 1 ? `${utcTime(from)} UTC` : `${count} times, ${utcTime(from)} to ${utcTime(to)} UTC`}: ${why}`)),
  ];
}

/** One run: when, how long, why; where it did not go well, what it said and where all it printed is. */
function runLines(run: ScheduledRun, { folder, schedule: { late, name, timeLimit } }: Seen, { now, state }: Served): readonly string[] {
  const { attempts, because, ended, metrics = [], reason, run: made, started, status } = run;
  const began = Date.parse(started);
  const running = state?.schedules[name]?.running;
  const isLate = late.end !== undefined && now - (running?.id === run.id ? running.start : began) > late.end;
  const took = ended !== undefined ? `took ${durationText(Date.parse(ended) - began)}` : status === "running" ? `for ${durationText(now - began)}, of at most ${durationText(timeLimit)}${isLate ? `, late: it was to end within ${durationText(late.end!)}` : ""}` : "";
  const facts = [`${utcTime(began)} UTC`, took, attempts.length > 1 ? `${attempts.length} attempts` : "", reason].filter((fact) => fact !== "");
  return [
    line(status, facts.join(", ")),
    ...(because === undefined ? [] : [line("", because)]),
    ...(status === "done" ? [] : [line("", `what it printed is in ${placeOf(path.join(runFolder(folder, run), LOG))}`)]),
    ...(made === undefined ? [] : [line("", `npx marketbook runs show ${made}`)]),
    ...metrics.map(({ is, metric, value, why }) => line("", `${metric} ${value ?? "N/A"}: ${is === "N/A" ? (value === null ? "" : "not judged yet, ") : `${is}, `}${why}`)),
  ];
}

/** A file as a person opens it from the project. */
export const placeOf = (file: string): string => (file.startsWith(projectFolder + path.sep) ? projectPath(file) : file);
const line = (word: string, text: string): string => `  ${word.padEnd(9)} ${text}`;
