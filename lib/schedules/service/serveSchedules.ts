import path from "node:path";
import { type AlertConfig, type Alerts, type Hold, holdLock, isLocked } from "../../alerts/index.ts";
import { timedId } from "../../market/files/timedId.ts";
import { ScheduleError } from "../error.ts";
import type { Schedule, ScheduleFile } from "../file/schedule.ts";
import { dueRuns } from "../times/due.ts";
import { plannedAfter } from "../times/planned.ts";
import type { Execute } from "../work/execute.ts";
import { admit } from "./admit.ts";
import type { Clock } from "./clock.ts";
import { lateToBegin, lateToEnd, notBegun } from "./late.ts";
import { closeCutOff, repeatOf } from "./recover.ts";
import { dropOldRuns } from "./runFile.ts";
import { runSchedule } from "./runSchedule.ts";
import { readServiceState, type ScheduleState, type ServiceState, type WaitingRun, writeServiceState } from "./serviceState.ts";
import { noteLeftOut, stateOf } from "./stateOf.ts";

export type ServeOptions = {
  /** The file as it is now; a ScheduleError while it is wrong. Asked at each look, so that a change counts without a restart. */
  readonly read: () => ScheduleFile;
  readonly folder: string;
  readonly clock: Clock;
  readonly execute: Execute;
  readonly openAlerts: (config: AlertConfig) => Alerts;
  /** Told what happens, a line each. */
  readonly say: (text: string) => void;
  /** Ends the service: runs under way are stopped first. */
  readonly signal: AbortSignal;
  /** The longest time between two looks at clock and file, milliseconds. @default 30_000 */
  readonly lookEvery?: number;
};

/** How old the noted moment of the last look may become: it tells a clock that was set back, and a disk need not wake for less. */
const SEEN = 10 * 60_000;
/** A clock set back by more was wrong before: times count from now. By less: nothing is repeated, the same times are waited for. */
const SET_BACK = 24 * 3_600_000;

/** How long a lock is waited for that somebody may only look at: longer than a busy machine lets them stand in the middle of it. */
const PATIENCE = 2000;

const FULL = "; waited for a free place";

/** Runs the schedules of a file until the signal. One service a folder; state is written whole after each decision, so that a kill loses none. */
export async function serveSchedules(options: ServeOptions): Promise<void> {
  const hold = holdLock(path.join(options.folder, "service.lock"), PATIENCE);
  if (hold === undefined) throw new ScheduleError("a service runs already on these schedules; npx marketbook schedule status shows what it does");
  try {
    await serve(options);
  } finally {
    hold.release();
  }
}

async function serve({ clock, execute, folder, lookEvery = 30_000, openAlerts, read, say, signal }: ServeOptions): Promise<void> {
  let file = read();
  let alerts = openAlerts(file.alerts);
  let problem = "";
  let wake = new AbortController();
  let isFlushing = false;
  const besides = new Set<Promise<unknown>>();
  // An alert to a server that does not answer takes its time: no run waits for it.
  const aside = (work: Promise<unknown>): void => void besides.add(work.finally(() => besides.delete(work)));
  const lockOf = ({ name }: Schedule): string => path.join(folder, "locks", `${name}.lock`);
  const active = new Map<string, Promise<void>>();
  const state: ServiceState = readServiceState(folder) ?? { version: 1, seen: clock.now(), schedules: {} };
  let saved = "";
  const save = (): void => {
    const text = JSON.stringify({ ...state, seen: Math.floor(state.seen / SEEN) });
    if (text === saved) return;
    writeServiceState(folder, state);
    saved = text;
  };
  closeCutOff({ state, file, folder, alerts, say, aside, now: clock.now() });
  save();

  const reload = (): void => {
    try {
      const next = read();
      if (JSON.stringify(next) === JSON.stringify(file)) return;
      file = next;
      alerts = openAlerts(file.alerts);
      problem = "";
      say("The file of schedules has changed and counts from now on");
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== problem) say(`${text}\nUntil that is mended, the schedules read before go on`);
      problem = text;
    }
  };

  const begin = (schedule: Schedule, own: ScheduleState, waiting: WaitingRun, hold: Hold): void => {
    const now = clock.now();
    const id = timedId(now);
    own.running = { ...waiting, id, began: now };
    save();
    say(`${schedule.name}: run ${id} begins (${waiting.reason})`);
    const over = runSchedule(schedule, { id, time: waiting.time, reason: waiting.reason }, { folder, clock, execute, alerts, signal }).then((run) => {
      say(`${schedule.name}: run ${id} ${run.status}${run.because === undefined ? "" : `, ${run.because}`}`);
      const again = run.status === "stopped" ? repeatOf(waiting, schedule, "stopped with the service") : undefined;
      if (again !== undefined) own.waiting.unshift(again);
      dropOldRuns(folder, schedule.name, file.keep);
    }).catch((error: unknown) => say(`${schedule.name}: run ${id}: ${error instanceof Error ? error.message : String(error)}`)).finally(() => {
      hold.release();
      delete own.running;
      active.delete(schedule.name);
      save();
      wake.abort();
    });
    active.set(schedule.name, over);
  };

  /** Decides all times that have come. What is to be begun waits for its turn. */
  const decide = (schedule: Schedule, now: number): void => {
    const own = stateOf(state, schedule, now);
    const due = dueRuns(schedule, own.judgedTo, now);
    own.judgedTo = due.judgedTo;
    const admitted = admit(due.begin, own.waiting, due.begin.length > 0 && (active.has(schedule.name) || isLocked(lockOf(schedule))), schedule.overlap);
    own.waiting = [...admitted.waiting];
    for (const left of [...due.leftOut, ...admitted.leftOut]) say(noteLeftOut(own, schedule, left, now));
    const why = active.has(schedule.name) ? "the run before it goes on" : active.size < file.atOnce ? "it begins now" : `${[...active.keys()].join(", ")} run, and atOnce is ${file.atOnce}`;
    const late = notBegun(schedule, due, now) ?? lateToBegin(schedule, own, now, why) ?? lateToEnd(schedule, own, now);
    if (late !== undefined) aside(alerts.raise(late));
  };

  /** Begins what waits, the oldest first, as far as there are places. A lock that is held is a run by hand. */
  const beginWaiting = (schedules: readonly Schedule[]): void => {
    const next = schedules.flatMap((schedule) => {
      const own = state.schedules[schedule.name]!;
      const [first] = own.waiting;
      return first === undefined || active.has(schedule.name) ? [] : [{ schedule, own, first }];
    }).toSorted((a, b) => a.first.start - b.first.start);
    for (const { first, own, schedule } of next) {
      if (active.size >= file.atOnce) {
        if (!first.reason.includes(FULL)) first.reason += FULL;
        continue;
      }
      const hold = holdLock(lockOf(schedule));
      if (hold === undefined) continue;
      own.waiting.shift();
      begin(schedule, own, first, hold);
    }
  };

  while (!signal.aborted) {
    wake = new AbortController();
    reload();
    const now = clock.now();
    if (now < state.seen - SET_BACK) {
      say(`The clock was set back from ${new Date(state.seen).toISOString()}: times count from now on`);
      for (const own of Object.values(state.schedules)) own.judgedTo = Math.min(own.judgedTo, now);
    }
    const running = file.schedules.filter(({ enabled }) => enabled);
    for (const schedule of running) decide(schedule, now);
    beginWaiting(running);
    state.seen = now;
    save();
    aside(alerts.beat());
    if (!isFlushing) {
      isFlushing = true;
      aside(alerts.flush().finally(() => (isFlushing = false)));
    }
    const next = running.map((schedule) => nextStart(schedule, state.schedules[schedule.name]!.judgedTo, now));
    await clock.sleepUntil(Math.min(now + lookEvery, ...next), AbortSignal.any([signal, wake.signal]));
  }
  await Promise.all(active.values());
  await Promise.all(besides);
  save();
}

/** When a schedule's next run begins; times that wait for their jitter are next too. */
function nextStart(schedule: Schedule, judgedTo: number, now: number): number {
  for (const { start } of plannedAfter(schedule, Math.max(judgedTo, now - schedule.jitter)).take(1000)) if (start > now) return start;
  return Infinity;
}
