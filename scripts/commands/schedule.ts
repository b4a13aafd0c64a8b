import { mkdirSync } from "node:fs";
import path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { holdLock, isLocked, openAlerts } from "../../lib/alerts/index.ts";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import { projectFolder, projectPath } from "../../lib/runs/folders.ts";
import { execute, lastRuns, nextRuns, readServiceState, runFolder, runId, runSchedule, schedulesFolder, serveSchedules, systemClock } from "../../lib/schedules/index.ts";
import { Interrupted, interruption } from "../interruption.ts";
import { installText } from "../schedule/installation.ts";
import { checkedFile, type FileOption, scheduleFile, schedulesNamed } from "../schedule/scheduleFile.ts";
import { listText, nextText, serviceText, statusText } from "../schedule/scheduleText.ts";

const NONE = "There are no schedules. Describe one in environment/schedules.yaml";

export function scheduleCommand(): Command {
  const schedule = new Command("schedule").description("What runs by itself: the schedules of environment/schedules.yaml. Exit code 0: done, 1: something is wrong or failed, 2: the command line is wrong.").enablePositionalOptions();
  sub(schedule, "ls", "the schedules, when each comes next, how it went last", "ls").option("--json", "print JSON for a program to read").action(list);
  sub(schedule, "next", "a dry run: the next times, local and UTC, and why then", "next nightly-walk --from 2026-03-07").argument("[name]")
    .option("--count <number>", "how many", whole, 10).option("--from <time>", "after this moment, 2026-03-07 (UTC) or 2026-03-07T14:30:00Z (default: now)", moment).option("--json", "print JSON for a program to read").action(next);
  sub(schedule, "check", "read the file and say all that is wrong with it, with line and field", "check").action(check);
  sub(schedule, "run", "begin a schedule at once, by hand; not while it runs already", "run daily-bars").argument("<name>").action(runNow);
  sub(schedule, "start", "the service: run everything when its time comes, until Ctrl-C", "start").action(start);
  sub(schedule, "status", "last runs, durations, what runs, waits and was left out; exit code 1 where no service runs, or one hangs", "status nightly-walk").argument("[name]").option("--count <number>", "how many runs", whole, 3).option("--json", "print JSON for a program to read").action(status);
  sub(schedule, "install", "write a systemd unit or a launchd property list of the service, and print what to type", "install systemd").argument("<system>", "systemd or launchd", oneOf("systemd", "launchd"))
    .option("--output <folder>", "where it is written (default: the user's own folder of units)").option("--system", "for the whole machine, begun at boot, in place of the user's own").addOption(new Option("--user <name>", "with --system: who it runs as (default: you)")).action(install);
  return schedule;
}

function sub(schedule: Command, name: string, summary: string, example: string): Command {
  const command = new Command(name).summary(summary).description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`).exitOverride().configureOutput({ outputError: () => {} })
    .helpOption("-h, --help", "print help").option("--file <file.yaml>", "another file of schedules")
    .addHelpText("after", `\nExample:\n  npx marketbook schedule ${example}`);
  schedule.addCommand(command);
  return command;
}

type Json = FileOption & { readonly json?: true };

function list({ file, json }: Json): void {
  const { schedules } = scheduleFile(file);
  const now = Date.now();
  if (json) return console.log(JSON.stringify(schedules.map((one) => ({ ...one, next: nextRuns(one, now, 1)[0] ?? null, last: lastRuns(schedulesFolder(), one.name, 1)[0] ?? null })), undefined, 2));
  console.log(schedules.length === 0 ? NONE : listText(schedules, schedulesFolder(), now));
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
  const hold = holdLock(path.join(folder, "locks", `${name}.lock`));
  if (hold === undefined) throw new Error(`${name} runs already; npx marketbook schedule status ${name} shows it`);
  const signal = interruption();
  try {
    const id = runId(Date.now());
    console.log(`Run ${id} of ${name} begins; what it prints goes to ${projectPath(path.join(runFolder(folder, { id, schedule: name }), "output.log"))}`);
    const run = await runSchedule(schedule!, { id, time: null, reason: "by hand" }, { folder, clock: systemClock, execute, alerts: openAlerts({ config: read.alerts, signal }), signal });
    if (signal.aborted) throw new Interrupted("the run was stopped and its record says so");
    if (run.status !== "done") throw new Error(`run ${id} of ${name} ${run.status}${run.because === undefined ? "" : `: ${run.because}`}`);
    console.log(statusText(schedule!, [run], undefined, Date.now(), true));
  } finally {
    hold.release();
  }
}

async function start({ file }: FileOption): Promise<void> {
  const signal = interruption();
  const say = (text: string): void => console.log(`${new Date().toISOString().slice(0, 19).replace("T", " ")} UTC  ${text}`);
  const enabled = scheduleFile(file).schedules.filter((schedule) => schedule.enabled);
  say(`The service of ${enabled.length} schedule${enabled.length === 1 ? "" : "s"} begins${enabled.length === 0 ? "; none is enabled, and it waits for the file to change" : ""}`);
  await serveSchedules({ read: () => scheduleFile(file), folder: schedulesFolder(), clock: systemClock, execute, openAlerts: (config) => openAlerts({ config, say, signal }), say, signal });
  throw new Interrupted("runs under way were stopped and recorded");
}

function status(name: string | undefined, { count, file, json }: Json & { readonly count: number }): void {
  const schedules = schedulesNamed(scheduleFile(file), name);
  const folder = schedulesFolder();
  const state = readServiceState(folder);
  const isServed = isLocked(path.join(folder, "service.lock"));
  const { isWell, text } = serviceText(isServed, state, Date.now());
  const runs = schedules.map((schedule) => ({ schedule, last: lastRuns(folder, schedule.name, count) }));
  if (json) console.log(JSON.stringify({ isServed, isWell, state: state ?? null, runs: Object.fromEntries(runs.map(({ last, schedule }) => [schedule.name, last])) }, undefined, 2));
  else console.log([text, ...runs.map(({ last, schedule }) => statusText(schedule, last, state, Date.now(), isServed || isLocked(path.join(folder, "locks", `${schedule.name}.lock`))))].join("\n\n"));
  if (!isWell) process.exitCode = 1;
}

function install(system: "systemd" | "launchd", { file, output, system: forAll = false, user }: FileOption & { readonly output?: string; readonly system?: boolean; readonly user?: string }, command: Command): void {
  if (user !== undefined && !forAll) command.error("error: --user belongs to --system; a user's own unit runs as that user", { exitCode: 2 });
  scheduleFile(file);
  const words = file === undefined ? [] : ["--file", path.resolve(file)];
  const { files, folder, steps } = installText(system, { project: projectFolder, node: process.execPath, words, forAll, user, output });
  mkdirSync(folder, { recursive: true });
  if (system === "launchd") mkdirSync(schedulesFolder(), { recursive: true });
  for (const [name, text] of files) writeWhole(path.join(folder, name), text);
  console.log(`${files.map(([name]) => path.join(folder, name)).join(" and ")} ${files.length === 1 ? "is" : "are"} written. Now type:\n${steps.map((step) => `  ${step}`).join("\n")}`);
}

function whole(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new InvalidArgumentError("It is a whole number from 1 to 1000.");
  return count;
}

function moment(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse turns 30 February into a day of March.
  if (!Number.isFinite(time) || !new Date(time).toISOString().startsWith(text.slice(0, 10))) throw new InvalidArgumentError("A moment is 2026-03-07 or 2026-03-07T14:30:00Z, in UTC.");
  return time;
}

function oneOf(...words: readonly string[]): (text: string) => string {
  return (text) => {
    if (!words.includes(text)) throw new InvalidArgumentError(`It is one of ${words.join(", ")}.`);
    return text;
  };
}
