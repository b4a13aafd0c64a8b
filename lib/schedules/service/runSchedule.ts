import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { type Alerts, recordedIn } from "../../alerts/index.ts";
import { oneLine } from "../../market/connection/shownText.ts";
import { projectPath, runsFolder } from "../../runs/folders.ts";
import { readRecord } from "../../runs/record/record.ts";
import type { Schedule } from "../file/schedule.ts";
import { utcTime } from "../times/localTime.ts";
import type { Execute, WorkEnd } from "../work/execute.ts";
import { workWords } from "../work/workWords.ts";
import type { Clock } from "./clock.ts";
import { lastRuns, runFolder, type ScheduledRun, writeRun } from "./runFile.ts";

export type RunContext = { readonly folder: string; readonly clock: Clock; readonly execute: Execute; readonly alerts: Alerts; readonly signal: AbortSignal };

/** What is begun: the time by the rule, null by hand, and why. */
export type Begun = { readonly id: string; readonly time: number | null; readonly reason: string };

/** What a run's command prints, in the folder of the run. */
export const LOG = "output.log";

/**
 * Runs a schedule's work once: attempts with waits between, a record that is whole at each step, a log, alerts at the end.
 * A command line that is wrong (exit code 2) is not tried again.
 */
export async function runSchedule(schedule: Schedule, { id, reason, time }: Begun, { alerts, clock, execute, folder, signal }: RunContext): Promise<ScheduledRun> {
  const { name, retries, run: work, timeLimit, watch } = schedule;
  const own = runFolder(folder, { id, schedule: name });
  const began = clock.now();
  const words = workWords(work, own);
  closeLeftOpen(folder, name, began);
  let run: ScheduledRun = { id, schedule: name, planned: time === null ? null : iso(time), reason, status: "running", started: iso(began), words: words.map((word) => (word.startsWith(own) ? path.basename(word) : word)), attempts: [] };
  writeRun(folder, run);
  const environment = { MARKETBOOK_SCHEDULE: name, ...(time === null ? {} : { MARKETBOOK_SCHEDULED_FOR: iso(time) }) };
  let end: WorkEnd = { outcome: "stopped", exitCode: null };
  let made: string | undefined;
  for (let attempt = 0; ; attempt++) {
    const started = clock.now();
    const heading = `${utcTime(started)} UTC  marketbook ${run.words.join(" ")}${retries.times === 0 ? "" : `  (attempt ${attempt + 1} of at most ${retries.times + 1})`}`;
    end = await execute({ words, heading, log: path.join(own, LOG), environment, timeLimit }, signal).catch((error: unknown): WorkEnd => ({ outcome: "failed", exitCode: null, reason: error instanceof Error ? error.message : String(error) }));
    made = end.pid === undefined ? undefined : runOfProcess(end.pid, began);
    end = withReason(end, made);
    run = { ...run, attempts: [...run.attempts, { started: iso(started), ended: iso(clock.now()), outcome: end.outcome, exitCode: end.exitCode, ...because(end) }] };
    if (end.outcome === "done" || end.outcome === "stopped" || end.exitCode === 2 || attempt >= retries.times) break;
    writeRun(folder, run);
    await clock.sleepUntil(clock.now() + retries.wait * 2 ** attempt, signal);
    if (signal.aborted) {
      end = { outcome: "stopped", exitCode: null };
      break;
    }
  }
  run = { ...run, status: end.outcome, ended: iso(clock.now()), ...because(end), ...(made === undefined ? {} : { run: path.basename(made) }) };
  writeRun(folder, run);
  const metrics = await alerts.reportRun({
    schedule: name, run: id, outcome: end.outcome, started: began, ended: clock.now(), ...(end.reason === undefined ? {} : { reason: end.reason }),
    recorded: end.outcome === "done" && watch.length > 0 ? recordedOf(made) : {}, details: { attempts: run.attempts.length, log: projectPath(path.join(own, LOG)) },
  }, watch);
  if (metrics.length > 0) writeRun(folder, (run = { ...run, metrics: [...metrics] }));
  return run;
}

/** Whoever begins a run has the schedule's lock: a record that says "running" is of a process that ended without a word. */
function closeLeftOpen(folder: string, name: string, now: number): void {
  for (const left of lastRuns(folder, name, 20)) if (left.status === "running") writeRun(folder, { ...left, status: "cut-off", because: "its process ended without a word in the middle of it", ended: iso(now) });
}

const iso = (time: number): string => new Date(time).toISOString();
const because = ({ reason }: WorkEnd): { because?: string } => (reason === undefined ? {} : { because: reason });

/** Why a run failed, from its own record where it made one: the last line it printed may say less. */
function withReason(end: WorkEnd, made: string | undefined): WorkEnd {
  const said = made === undefined || end.outcome !== "failed" ? undefined : readRecord(made).reason;
  return said === undefined ? end : { ...end, reason: `exit code ${end.exitCode ?? "none"}: ${oneLine(said, 300)}` };
}

/** The folder below artifacts/runs that a command's process made. */
function runOfProcess(pid: number, began: number): string | undefined {
  const folder = runsFolder();
  const names = existsSync(folder) ? readdirSync(folder).sort().slice(-50) : [];
  return names.map((name) => path.join(folder, name)).findLast((own) => {
    if (!existsSync(path.join(own, "run.json"))) return false;
    try {
      const { process: runner, started } = readRecord(own);
      return runner?.pid === pid && Date.parse(started) >= began - 1000;
    } catch {
      return false; // another run's damaged record is not this run's trouble
    }
  });
}

/** What metrics are looked for in. Results that cannot be read are N/A, and the run has its own record of that. */
function recordedOf(own: string | undefined): unknown {
  try {
    return own === undefined ? {} : recordedIn(own);
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}
