import type { Alerts } from "../../alerts/index.ts";
import type { Schedule, ScheduleFile } from "../file/schedule.ts";
import { lastRuns, writeRun } from "./runFile.ts";
import type { ServiceState, WaitingRun } from "./serviceState.ts";

/** A run that was cut off or stopped so often is not begun again: it may be what brings the machine down. */
const MOST_REPEATS = 1;

/** A run that was not let end, to be begun again where missed times are made up for. */
export function repeatOf({ reason, repeats, start, time }: WaitingRun, { missed }: Schedule, why: string): WaitingRun | undefined {
  if (missed.rule === "skip" || repeats >= MOST_REPEATS) return undefined;
  return { time, start, repeats: repeats + 1, isTold: true, reason: `${reason.split("; again")[0]}; again, because it was ${why}` };
}

type Found = { readonly state: ServiceState; readonly file: ScheduleFile; readonly folder: string; readonly alerts: Alerts; readonly say: (text: string) => void; readonly now: number; readonly aside: (work: Promise<unknown>) => void };

/** Runs that a service left behind when it was killed: their records say "cut off", alerts go out, and they wait to be begun again where the rule says so. */
export function closeCutOff({ alerts, aside, file, folder, now, say, state }: Found): void {
  for (const [name, own] of Object.entries(state.schedules)) {
    const { running } = own;
    if (running === undefined) continue;
    const schedule = file.schedules.find((one) => one.name === name);
    const because = "the service ended without a word in the middle of it";
    const run = lastRuns(folder, name, 20).find(({ id }) => id === running.id);
    const wasOver = run !== undefined && run.status !== "running";
    delete own.running;
    // Its record was written, and the service ended before it could note that.
    if (wasOver) continue;
    if (run !== undefined) writeRun(folder, { ...run, status: "cut-off", because, ended: new Date(now).toISOString() });
    const again = schedule && repeatOf(running, schedule, "cut off");
    if (again !== undefined) own.waiting.unshift(again);
    say(`${name}: run ${running.id} was cut off${again === undefined ? "" : "; it is begun again"}`);
    aside(alerts.reportRun({ schedule: name, run: running.id, outcome: "cut-off", reason: `${because}; it is ${again === undefined ? "not begun again" : "begun again"}`, started: running.began, ended: now }));
  }
}
