import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { holdLock, isLocked, openAlerts } from "../../lib/alerts/index.ts";
import { timedId } from "../../lib/market/files/timedId.ts";
import { execute, lastRuns, LOG, nextRuns, readServiceState, runFolder, runSchedule, type Schedule, type ScheduleFile, schedulesFolder, serveSchedules, systemClock } from "../../lib/schedules/index.ts";
import { explain } from "../explain.ts";
import { innerCommand } from "../innerCommand.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { addInstallOptions, install, type InstallOptions } from "../install/installCommand.ts";
import type { System } from "../install/installation.ts";
import { schedulesService } from "../install/service.ts";
import { whole } from "../models/numbers.ts";
import { damageLines } from "../schedule/damageLines.ts";
import { checkedFile, type FileOption, scheduleFile, schedulesNamed } from "../schedule/scheduleFile.ts";
import { listText, nextText } from "../schedule/scheduleText.ts";
import { asTheyStand, placeOf, type Seen, serviceText, statusText } from "../schedule/statusText.ts";

const NONE = "There are no schedules. Describe one in environment/schedules.yaml";

export function scheduleCommand(): Command {
  const schedule = new Command("schedule").description("What runs by itself: the schedules of environment/schedules.yaml. Exit code 0: done, 1: something is wrong or failed, 2: the command line is wrong, or the file that start was given.").enablePositionalOptions();
  sub(schedule, "ls", "the schedules, when each comes next, how it went last", "ls").option("--json", "print JSON for a program to read").action(list);
  sub(schedule, "next", "a dry run: the next times, local and UTC, and why then", "next nightly-walk --from 2026-03-07").argument("[name]")
    .option("--count <number>", "how many", whole(1, 1000), 10).option("--from <time>", "after this moment, 2026-03-07 (UTC) or 2026-03-07T14:30:00Z (default: now)", moment).option("--json", "print JSON for a program to read").action(next);
  sub(schedule, "check", "read the file and say all that is wrong with it, with line and field", "check").action(check);
  sub(schedule, "run", "begin a schedule at once, by hand; not while it runs already", "run daily-bars").argument("<name>").action(runNow);
  sub(schedule, "start", "the service: run everything when its time comes, until Ctrl-C", "start").action(start);
  sub(schedule, "status", "last runs, durations, what runs, waits and was left out; exit code 1 where no service runs, or one hangs", "status nightly-walk").argument("[name]").option("--count <number>", "how many runs", whole(1, 1000), 3).option("--json", "print JSON for a program to read").action(status);
  addInstallOptions(sub(schedule, "install", "write a systemd unit or a launchd property list of the service, and print what to type", "install systemd")).action(installService);
  return schedule;
}

function sub(schedule: Command, name: string, summary: string, example: string): Command {
  return innerCommand(schedule, name, summary, example).option("--file <file.yaml>", "another file of schedules");
}

type Json = FileOption & { readonly json?: true };

/** A schedule with its last runs, as they are on disk now. */
function seenOf(schedule: Schedule, count: number): Seen {
  const folder = schedulesFolder();
  const wasHeld = isLocked(lockOf(schedule.name));
  const runs = lastRuns(folder, schedule.name, count);
  // A run that begins or ends while we look has its lock before or after.
  return { schedule, folder, runs, isHeld: wasHeld || isLocked(lockOf(schedule.name)) };
}

const lockOf = (name: string): string => path.join(schedulesFolder(), "locks", `${name}.lock`);
const isServed = (): boolean => isLocked(path.join(schedulesFolder(), "service.lock"));

function list({ file, json }: Json): void {
  const seen = scheduleFile(file).schedules.map((schedule) => seenOf(schedule, 1));
  const now = Date.now();
  if (json) return console.log(JSON.stringify(seen.map(({ schedule, ...one }) => ({ ...schedule, next: nextRuns(schedule, now, 1)[0] ?? null, last: asTheyStand(one)[0] ?? null })), undefined, 2));
  console.log(seen.length === 0 ? NONE : listText(seen, now));
}

function next(name: string | undefined, { count, file, from = Date.now(), json }: Json & { readonly count: number; readonly from?: number }): void {
  const planned = schedulesNamed(scheduleFile(file), name).map((schedule) => ({ schedule, times: nextRuns(schedule, from, count) }));
  if (json) return console.log(JSON.stringify(planned.map(({ schedule, times }) => ({ schedule: schedule.name, enabled: schedule.enabled, zone: schedule.zone, next: times.map(({ reason, start, time }) => ({ time: new Date(time).toISOString(), start: new Date(start).toISOString(), reason })) })), undefined, 2));
  console.log(planned.length === 0 ? NONE : planned.map(({ schedule, times }) => nextText(schedule, times)).join("\n\n"));
}

function check({ file }: FileOption): void {
  const { file: read, problems } = checkedFile(file);
  if (read !== undefined) return console.log(`Nothing is wrong: ${read.schedules.length} schedule${read.schedules.length === 1 ? "" : "s"}, ${read.schedules.filter(({ enabled }) => enabled).length} enabled, ${Object.keys(read.alerts.channels).length} alert channels`);
  console.log(problems.join("\n"));
  process.exitCode = 1;
}

async function runNow(name: string, { file }: FileOption): Promise<void> {
  const read = scheduleFile(file);
  const [schedule] = schedulesNamed(read, name);
  const folder = schedulesFolder();
  const hold = holdLock(lockOf(name));
  if (hold === undefined) throw new Error(`${name} runs already; npx marketbook schedule status ${name} shows it`);
  const signal = interruption();
  try {
    const id = timedId();
    console.log(`Run ${id} of ${name} begins; what it prints goes to ${placeOf(path.join(runFolder(folder, { id, schedule: name }), LOG))}`);
    const run = await runSchedule(schedule!, { id, time: null, reason: "by hand" }, { folder, clock: systemClock, execute, alerts: openAlerts({ config: read.alerts, signal }), signal });
    if (signal.aborted) throw new Interrupted("the run was stopped and its record says so");
    if (run.status !== "done") throw new Error(`run ${id} of ${name} ${run.status}${run.because === undefined ? "" : `: ${run.because}`}`);
    console.log(statusText({ schedule: schedule!, folder, runs: [run], isHeld: false }, { isServed: isServed(), state: undefined, now: Date.now() }));
  } finally {
    hold.release();
  }
}

async function start({ file }: FileOption, command: Command): Promise<void> {
  const { schedules } = fileAtStart(file, command);
  const signal = interruption();
  const say = (text: string): void => console.log(`${new Date().toISOString().slice(0, 19).replace("T", " ")} UTC  ${text}`);
  const enabled = schedules.filter((schedule) => schedule.enabled);
  say(`The service of ${enabled.length} schedule${enabled.length === 1 ? "" : "s"} begins${enabled.length === 0 ? "; none is enabled, and it waits for the file to change" : ""}`);
  await serveSchedules({ read: () => scheduleFile(file), folder: schedulesFolder(), clock: systemClock, execute, openAlerts: (config) => openAlerts({ config, say, signal }), say, signal });
  throw new Interrupted("runs under way were stopped and recorded");
}

/** A service that is begun again would find the same mistakes: the exit code is that of a wrong command line, at which systemd gives up and tells people at once. */
function fileAtStart(file: string | undefined, command: Command): ScheduleFile {
  try {
    return scheduleFile(file);
  } catch (error) {
    return command.error(`error: ${explain(error)}`, { exitCode: 2 });
  }
}

function status(name: string | undefined, { count, file, json }: Json & { readonly count: number }): void {
  const seen = schedulesNamed(scheduleFile(file), name).map((schedule) => seenOf(schedule, count));
  const served = { isServed: isServed(), state: readServiceState(schedulesFolder()), now: Date.now() };
  const { isWell, text } = serviceText(served, seen);
  if (json) console.log(JSON.stringify({ isServed: served.isServed, isWell, state: served.state ?? null, runs: Object.fromEntries(seen.map((one) => [one.schedule.name, asTheyStand(one)])) }, undefined, 2));
  else console.log([[text, ...damageLines()].join("\n"), ...(seen.length === 0 ? [NONE] : seen.map((one) => statusText(one, served)))].join("\n\n"));
  if (!isWell) process.exitCode = 1;
}

function installService(system: System, { file, ...options }: FileOption & InstallOptions, command: Command): void {
  scheduleFile(file);
  install(system, schedulesService(file === undefined ? [] : ["--file", path.resolve(file)]), options, command);
}

function moment(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse turns 30 February into a day of March.
  if (!Number.isFinite(time) || !new Date(time).toISOString().startsWith(text.slice(0, 10))) throw new InvalidArgumentError("A moment is 2026-03-07 or 2026-03-07T14:30:00Z, in UTC.");
  return time;
}
