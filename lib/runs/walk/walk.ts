import { existsSync } from "node:fs";
import path from "node:path";
import { digestValue } from "../record/digest.ts";
import { projectPath } from "../folders.ts";
import { readNotebook } from "../notebooks/notebook.ts";
import { digestOutputs } from "../notebooks/outputs.ts";
import { cellTimes, tracebackIn } from "../record/cellTimes.ts";
import { endRun, writeRecord, type NotebookRecord, type RunRecord } from "../record/record.ts";
import { stageDigests } from "../replay/stageFile.ts";
import { readResults } from "../record/results.ts";
import type { PlannedNotebook } from "./walkPlan.ts";

/** Executes one notebook; `runNotebook` of this folder, or a stand-in of a test. */
export type ExecuteNotebook = (request: {
  input: string;
  output: string;
  parameters: Readonly<Record<string, unknown>>;
  environment: Readonly<Record<string, string>>;
  onCell: (index: number, total: number) => void;
  signal: AbortSignal;
}) => Promise<{ ok: true; seconds: number } | { ok: false; seconds?: number; cell: number; errorName: string; errorMessage: string; traceback: string }>;

export type WalkEvents = {
  readonly onStart: (notebook: string, position: number, count: number) => void;
  readonly onCell: (notebook: string, cell: number, cells: number) => void;
  readonly onEnd: (record: NotebookRecord, position: number, count: number) => void;
};

/**
 * Executes notebooks in their order, one after the other or so many at a time, into the run's folder and keeps the record after each.
 * After the first failure none is begun, unless `keepGoing`; the executed copy, with the error in its cell, stays.
 */
export async function walk(
  run: { readonly folder: string; readonly record: RunRecord },
  notebooks: readonly PlannedNotebook[],
  { atATime = 1, execute, events, signal, keepGoing = false }: { atATime?: number; execute: ExecuteNotebook; events: WalkEvents; signal: AbortSignal; keepGoing?: boolean },
): Promise<RunRecord> {
  let record = run.record;
  const keep = (next: RunRecord) => {
    record = { ...next, stages: stageDigests(run.folder) };
    writeRecord(run.folder, record);
  };
  const waiting = [...notebooks.entries()];
  const ended = new Map<string, NotebookRecord>();
  const workThrough = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [position, notebook] = next;
      events.onStart(notebook.name, position, notebooks.length);
      const entry = await executeOne(run.folder, notebook, execute, events, signal).catch((error: unknown) => {
        waiting.length = 0;
        keep(endRun(record, "failed", `notebook ${notebook.name} could not be executed: ${error instanceof Error ? error.message : error}`));
        throw error;
      });
      ended.set(notebook.name, entry);
      keep({ ...record, notebooks: notebooks.flatMap(({ name }) => ended.get(name) ?? []) });
      events.onEnd(entry, position, notebooks.length);
      if (entry.outcome === "stopped" || (entry.outcome === "failed" && !keepGoing)) waiting.length = 0;
    }
  };
  // All are waited for, so that nothing runs on behind an error.
  const outcomes = await Promise.allSettled(Array.from({ length: Math.max(1, atATime) }, workThrough));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  const unfinished = record.notebooks.find(({ outcome }) => outcome === "stopped") ?? record.notebooks.find(({ outcome }) => outcome !== "done");
  if (unfinished === undefined) keep(endRun({ ...record, results: digestValue(readResults(run.folder)) }, "finished"));
  else if (unfinished.outcome === "stopped") keep(endRun(record, "stopped", `stopped by the user in notebook ${unfinished.notebook}`));
  else keep(endRun(record, "failed", unfinished.failure));
  return record;
}

async function executeOne(folder: string, notebook: PlannedNotebook, execute: ExecuteNotebook, events: WalkEvents, signal: AbortSignal): Promise<NotebookRecord> {
  const output = path.join(folder, `${notebook.name}.ipynb`);
  const cells = readNotebook(notebook.file).cells.length;
  const begin = performance.now();
  const seconds = () => Math.round(performance.now() - begin) / 1000;
  const request = {
    input: notebook.file, output, parameters: notebook.parameters, environment: { MARKETBOOK_RUN: folder }, signal,
    onCell: (cell: number, total: number) => events.onCell(notebook.name, cell, total),
  };
  const result = await execute(request).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error;
  });
  const copy = existsSync(output) ? readNotebook(output) : undefined;
  const common = {
    notebook: notebook.name, seconds: seconds(), cells, outputs: copy ? digestOutputs(copy) : null, input: projectPath(notebook.file),
    ...(copy && { copy: projectPath(output), cellTimes: cellTimes(copy) }),
  };
  if (result?.ok) return { ...common, outcome: "done" };
  if (result === undefined || signal.aborted) return { ...common, outcome: "stopped" };
  const traceback = copy && tracebackIn(copy);
  return { ...common, outcome: "failed", ...(traceback !== undefined && { traceback }), failure: `notebook ${notebook.name}, cell ${result.cell}: ${result.errorName}: ${result.errorMessage}` };
}
