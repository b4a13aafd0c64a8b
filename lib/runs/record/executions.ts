import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { makeFolder } from "../../market/files/makeFolder.ts";
import { projectPath } from "../folders.ts";
import { notebookName, readNotebook } from "../notebooks/notebook.ts";
import { digestOutputs } from "../notebooks/outputs.ts";
import type { NotebookRecord } from "./record.ts";
import { cellTimes, tracebackIn } from "./cellTimes.ts";
import { exitReason, statusAfter } from "./exitReason.ts";

/** What `marketbook_jupyter.execution` writes, at the start and once more at the end. */
const execution = z.object({
  /** The output as it was written on the command line, and input and output as they are called, "-" for a pipe. */
  asked: z.string().nullable(),
  input: z.string(),
  output: z.string().nullable(),
  parameters: z.record(z.string(), z.unknown()).nullable(),
  limits: z.object({ seconds: z.number().nullable(), memoryBytes: z.number().nullable(), retries: z.number() }),
  /** The executed copy, where the output is no local file. */
  copy: z.string().nullish(),
  /** Whether a kernel was asked for. */
  begun: z.boolean().optional(),
  exitCode: z.int().optional(),
  failure: z.object({ cell: z.number().nullish(), errorName: z.string(), errorMessage: z.string() }).nullish(),
  seconds: z.number().optional(),
  retries: z.array(z.object({ cell: z.int(), from: z.enum(["cell", "start"]), errorName: z.string(), errorMessage: z.string() })).optional(),
  peakMemoryBytes: z.number().optional(),
});
export type Execution = z.infer<typeof execution>;

/** Where the executions of a run say what came of them, a file each, for MARKETBOOK_EXECUTION. */
export function newExecution(runFolder: string): string {
  const folder = path.join(runFolder, "executions");
  makeFolder(folder);
  return path.join(folder, `${Date.now()}-${randomBytes(3).toString("hex")}.json`);
}

/** What an execution has said; undefined where it has not read its command line, or what it wrote is damaged. */
export function readExecution(file: string): Execution | undefined {
  try {
    return existsSync(file) ? execution.safeParse(JSON.parse(readFileSync(file, "utf8"))).data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What was executed in a run from the command line, in order. */
export function readExecutions(runFolder: string): Execution[] {
  const folder = path.join(runFolder, "executions");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")).sort() : [];
  return files.flatMap((name) => readExecution(path.join(folder, name)) ?? []);
}

/** One execution as the run record keeps it. One that did not come to its end counts as stopped. */
export function executedNotebook(said: Execution, cwd: string): NotebookRecord {
  const { exitCode, failure, input, output, peakMemoryBytes, retries = [], seconds } = said;
  const place = said.copy ?? (output && output !== "-" && !output.includes("://") ? path.resolve(cwd, output) : undefined);
  const copy = place !== undefined && existsSync(place) ? readNotebook(place) : undefined;
  const times = copy && cellTimes(copy);
  const name = input === "-" ? "standard-input" : notebookName(input);
  const status = exitCode === undefined ? "stopped" : statusAfter(exitCode === 0 ? "done" : exitReason(failure?.errorName));
  const traceback = copy && status !== "finished" ? tracebackIn(copy) : undefined;
  return {
    notebook: name, outcome: status === "finished" ? "done" : status, cells: copy?.cells.length ?? 0, outputs: copy ? digestOutputs(copy) : null,
    seconds: seconds ?? times?.reduce((sum, cell) => sum + (cell.seconds ?? 0), 0) ?? 0,
    ...(failure && { failure: failureText(name, failure) }), ...(traceback !== undefined && { traceback }),
    ...(input !== "-" && { input: projectPath(path.resolve(cwd, input)) }), ...(place !== undefined && copy && { copy: projectPath(place) }),
    ...(times && { cellTimes: times }), ...(retries.length > 0 && { retries }), ...(peakMemoryBytes && { peakMemoryBytes }),
  };
}

function failureText(name: string, { cell, errorMessage, errorName }: NonNullable<Execution["failure"]>): string {
  return `notebook ${name}${cell ? `, cell ${cell}` : ""}: ${errorName}: ${errorMessage}`;
}
