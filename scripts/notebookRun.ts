import { rmSync } from "node:fs";
import path from "node:path";
import { currentRunFolder, projectFolder } from "../lib/runs/folders.ts";
import type { ExecutionEnd } from "../lib/runs/record/commandExecution.ts";
import { newExecution, readExecution } from "../lib/runs/record/executions.ts";
import { startRun, writeRecord } from "../lib/runs/record/record.ts";
import { explain } from "./explain.ts";
import { Interrupted } from "./interruption.ts";

/** How an execution ended, here or on the machine that worked it. */
export type Executed = Omit<ExecutionEnd, "error">;

/**
 * Executes a notebook as a run with a record; inside another run that one hears of it. What was refused before a kernel began leaves no run, unless a schedule asked.
 * in: the words after the command's name, and what executes with additions to its environment
 */
export async function notebookRun(name: string, words: readonly string[], execute: (added: Readonly<Record<string, string>>) => Promise<Executed>): Promise<number> {
  if (process.env.MARKETBOOK_RUN) return (await execute({ MARKETBOOK_EXECUTION: newExecution(currentRunFolder()) })).exitCode;
  const cwd = process.cwd();
  const run = startRun({ command: { name, arguments: [...words], folder: path.relative(projectFolder, cwd) || ".", outputs: {} } });
  const said = newExecution(run.folder);
  const begun = execute({ MARKETBOOK_RUN: run.folder, MARKETBOOK_EXECUTION: said });
  begun.catch(() => {}); // what is loaded meanwhile may fail first
  const { endExecution } = await import("../lib/runs/record/commandExecution.ts");
  const end = (how: ExecutionEnd): boolean => {
    const execution = readExecution(said);
    if ((execution === undefined || execution.begun === false) && run.record.origin === undefined) rmSync(run.folder, { recursive: true, force: true });
    else writeRecord(run.folder, endExecution(run, execution, cwd, how));
    return execution?.begun ?? false;
  };
  try {
    const executed = await begun;
    if (end(executed) && executed.exitCode !== 0) console.error(`marketbook ${name}: npx marketbook runs show ${run.record.id} says all that is known of this run.`);
    return executed.exitCode;
  } catch (error) {
    end({ error: explain(error), exitCode: error instanceof Interrupted ? error.exitCode : 1 });
    throw error;
  }
}
