import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { digestValue } from "./digest.ts";
import { endRun, type RunRecord } from "./record.ts";
import { stageDigests } from "../replay/stageFile.ts";
import { readResults } from "./results.ts";
import { keptEngine } from "./engineFile.ts";
import { executedNotebook, readExecutions, type Execution } from "./executions.ts";
import { exitReason, statusAfter } from "./exitReason.ts";

/** How the process of an execution ended; `error` where it could not be executed to an end. */
export type ExecutionEnd = {
  readonly exitCode: number;
  readonly kernel?: "warm" | "new";
  /** Id of the queue's job that it was, and the machine that worked it. */
  readonly job?: string;
  readonly machine?: RunRecord["machine"];
  readonly error?: string;
};

const OUTCOMES = { finished: "done", failed: "failed", stopped: "stopped" } as const;

/**
 * The record of a run that was one execution from the command line, ended. The trials that were known at its start are let go where it made none.
 * in: what the execution has said, if it came so far, and the folder in which it was called
 */
export function endExecution({ folder, record }: { readonly folder: string; readonly record: RunRecord }, said: Execution | undefined, cwd: string, { error, exitCode, job, kernel, machine }: ExecutionEnd): RunRecord {
  if (!existsSync(path.join(folder, "trials", "own"))) rmSync(path.join(folder, "trials"), { recursive: true, force: true });
  if (said === undefined) return endRun(record, "failed", error ?? "its command line was refused; its output says why", { reason: "refused", code: exitCode });
  const notebook = executedNotebook(said, cwd);
  const reason = exitCode === 0 ? "done" : exitCode === 130 || exitCode === 143 ? "stopped" : exitReason(said.failure?.errorName ?? "Error");
  const status = statusAfter(reason);
  const told = reason === "done" ? undefined : (notebook.failure ?? error ?? `it ended with exit code ${exitCode}`);
  const ended = {
    ...record, parameters: said.parameters ?? {}, notebooks: [{ ...notebook, outcome: OUTCOMES[status] }],
    ...limitsOf(said), ...(record.command && { command: withOutput(record.command, said, notebook.notebook) }), ...(kernel && { kernel }),
    ...(job !== undefined && { origin: { ...record.origin, job } }), ...(machine && { machine }),
  };
  return endRun(withRecorded(ended, folder), status, told, { reason, code: exitCode });
}

/** The record of a run with what was executed in it from the command line, as far as that has come. in: the folder in which that was called */
export function withExecutions(record: RunRecord, runFolder: string, cwd: string): RunRecord {
  const said = readExecutions(runFolder);
  const [first] = said;
  if (first === undefined) return record;
  const own = Object.keys(record.parameters).length > 0 ? {} : { parameters: first.parameters ?? {} };
  return withRecorded({ ...record, ...own, ...limitsOf(first), notebooks: said.map((one) => executedNotebook(one, cwd)) }, runFolder);
}

/** What the notebooks of a run left in its folder: stages, results, the engine. */
function withRecorded(record: RunRecord, runFolder: string): RunRecord {
  const [stages, results, engine] = [stageDigests(runFolder), readResults(runFolder), record.engine ?? keptEngine(runFolder)];
  return { ...record, ...(Object.keys(stages).length > 0 && { stages }), ...(Object.keys(results).length > 0 && { results: digestValue(results) }), ...(engine && { engine }) };
}

function limitsOf({ limits: { memoryBytes, retries, seconds } }: Execution): { readonly limits?: NonNullable<RunRecord["limits"]> } {
  const limits = { ...(seconds !== null && { seconds }), ...(memoryBytes !== null && { memoryBytes }), ...(retries > 0 && { retries }) };
  return Object.keys(limits).length > 0 ? { limits } : {};
}

/** A repetition writes elsewhere: the word that names the output is known by its place. */
function withOutput(command: NonNullable<RunRecord["command"]>, { asked }: Execution, notebook: string): NonNullable<RunRecord["command"]> {
  const at = asked ? command.arguments.lastIndexOf(asked) : -1;
  return at < 0 ? command : { ...command, outputs: { ...command.outputs, [`#${at}`]: `${notebook}.ipynb` } };
}
