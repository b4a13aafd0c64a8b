import path from "node:path";
import type { Command } from "commander";
import { projectFolder } from "../lib/runs/folders.ts";
import { endRun, startRun, writeRecord } from "../lib/runs/record.ts";
import { stageDigests } from "../lib/runs/replay/stageFile.ts";
import { Interrupted } from "./interruption.ts";

/** Where a command records its stages and trials. */
export type CommandRun = { readonly folder: string; /** Of its own run; none where it runs inside another, as in a replay. */ readonly id?: string };

/**
 * Runs the work of a command as a run with a record, so that it can be replayed; inside a run, as in a replay, it records into that one.
 * An error ends the record as failed, Ctrl-C as stopped, with the reason. in: the command as it was called, and its options that name what it writes, each with a name for the folder of a replay
 */
export async function commandRun<T>(command: Command, outputs: Readonly<Record<string, string>>, work: (run: CommandRun) => Promise<T>): Promise<T> {
  const within = process.env.MARKETBOOK_RUN;
  if (within) return work({ folder: path.resolve(within) });
  const folder = path.relative(projectFolder, process.cwd()) || ".";
  const { folder: runFolder, record } = startRun({ command: { name: command.name(), arguments: argumentsOf(command), folder, outputs: { ...outputs } } });
  try {
    const done = await work({ folder: runFolder, id: record.id });
    writeRecord(runFolder, { ...endRun(record, "finished"), stages: stageDigests(runFolder) });
    return done;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    writeRecord(runFolder, { ...endRun(record, error instanceof Interrupted ? "stopped" : "failed", reason), stages: stageDigests(runFolder) });
    throw error;
  }
}

/** The words that were written after the command's name. */
function argumentsOf(command: Command): string[] {
  let root = command;
  while (root.parent !== null) root = root.parent;
  const raw: unknown = Reflect.get(root, "rawArgs");
  const words = Array.isArray(raw) ? raw.map(String) : [];
  return root === command ? words : words.slice(words.indexOf(command.name()) + 1);
}
