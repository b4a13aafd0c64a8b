import path from "node:path";
import type { Command } from "commander";
import { Detached } from "../lib/queue/handIn/detached.ts";
import { projectFolder, runsFolder } from "../lib/runs/folders.ts";
import { endRun, startRun, writeRecord } from "../lib/runs/record/record.ts";
import { stageDigests } from "../lib/runs/replay/stageFile.ts";
import { explain } from "./explain.ts";
import { Interrupted } from "./interruption.ts";

/** Where a command records its stages and trials. */
export type CommandRun = { readonly folder: string; /** Of its own run; none where it runs inside another, as in a replay. */ readonly id?: string };

/** What a run is, beside its command: the engine, where networks are fitted; the jobs of a queue that worked for it, as far as they are handed in. */
export type CommandFacts = { readonly engine?: Readonly<Record<string, unknown>> | undefined; readonly jobs?: readonly string[] | undefined };

/**
 * Runs the work of a command as a run with a record, so that it can be replayed; inside a run, as in a replay, it records into that one.
 * An error ends the record as failed, Ctrl-C as stopped, with the reason. in: the command as it was called, and its options that name what it writes, each with a name for the folder of a replay; what the run is beside it
 */
export async function commandRun<T>(command: Command, outputs: Readonly<Record<string, string>>, work: (run: CommandRun) => Promise<T>, { engine, jobs = [] }: CommandFacts = {}): Promise<T> {
  const within = process.env.MARKETBOOK_RUN;
  if (within) return work({ folder: path.resolve(within) });
  const folder = path.relative(projectFolder, process.cwd()) || ".";
  const { folder: runFolder, record } = begun(() => startRun({ command: { name: command.name(), arguments: argumentsOf(command), folder, outputs: { ...outputs } }, ...(engine && { engine }) }));
  const withJobs = () => (jobs.length === 0 ? record : { ...record, origin: { ...record.origin, job: jobsText(jobs) } });
  try {
    const done = await work({ folder: runFolder, id: record.id });
    writeRecord(runFolder, { ...endRun(withJobs(), "finished"), stages: stageDigests(runFolder) });
    return done;
  } catch (error) {
    const told = ofRunsFolder(error, runFolder);
    const reason = explain(told);
    try {
      writeRecord(runFolder, { ...endRun(withJobs(), error instanceof Interrupted || error instanceof Detached ? "stopped" : "failed", reason), stages: stageDigests(runFolder) });
    } catch (unwritten) {
      throw new Error(`${reason}. Nor could the record of run ${record.id} be ended (${unwritten instanceof Error ? unwritten.message : String(unwritten)}); the next npx marketbook replay ends it as cut off`, { cause: told });
    }
    throw told;
  }
}

/** The jobs of a run as its record names them. */
export function jobsText([first = "", ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function begun<T>(start: () => T): T {
  try {
    return start();
  } catch (error) {
    throw ofRunsFolder(error, runsFolder());
  }
}

/** What the system says of a disk without naming a file is said of the run's folder: outputs name their own. */
function ofRunsFolder(error: unknown, folder: string): unknown {
  const isOfDisk = error instanceof Error && "code" in error && ["ENOSPC", "EDQUOT", "EROFS", "EACCES"].includes(String(error.code));
  return isOfDisk && !("path" in error && error.path !== undefined) ? new Error(explain(Object.assign(error, { dest: folder })), { cause: error }) : error;
}

/** How a run is repeated, for what a command prints at its end; nothing inside another run. */
export function repeatLine(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [`Run: npx marketbook replay ${id} repeats it`];
}

/** The words that were written after the command's name; a record is made to be shown, so that a password in an address is left out. */
export function argumentsOf(command: Command): string[] {
  let root = command;
  while (root.parent !== null) root = root.parent;
  const raw: unknown = Reflect.get(root, "rawArgs");
  const words = Array.isArray(raw) ? raw.map(String) : [];
  const own = root === command ? words : words.slice(words.indexOf(command.name()) + 1);
  return own.map((word) => word.replace(/^([^/]*\/\/[^:@/]*):[^@]*@/, "$1@"));
}
