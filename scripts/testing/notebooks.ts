import { mkdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectPath } from "../../lib/runs/folders.ts";
import { notebookName, readNotebook } from "../../lib/runs/notebooks/notebook.ts";
import { startRun } from "../../lib/runs/record/record.ts";
import { walk, type ExecuteNotebook } from "../../lib/runs/walk/walk.ts";
import { walkNotebooks } from "../../lib/runs/walk/walkPlan.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { progressLines } from "../progress.ts";
import { SINGLE_THREADS } from "./vitest.ts";

/** A kernel with its compiler and a training takes up to 2 GB. */
const BYTES_OF_A_NOTEBOOK = 4 * 2 ** 30;

/** Two where there are two cores and the memory for them: each writes only into folders of its own name. */
export const notebooksAtATime = (cores = os.availableParallelism(), memory = os.totalmem()): number =>
  Math.max(1, Math.min(2, cores, Math.floor(memory / BYTES_OF_A_NOTEBOOK)));

/** Executes every notebook with the small parameters of its metadata, into artifacts/test; a failure does not keep the others from running. */
export async function testNotebooks(folder: string, signal: AbortSignal): Promise<{ readonly passed: number; readonly failed: number }> {
  const { runNotebook } = await import("../../lib/runs/notebooks/notebookRunner.ts");
  const testFolder = path.join(folder, "artifacts", "test");
  rmSync(testFolder, { recursive: true, force: true });
  mkdirSync(testFolder, { recursive: true });
  const run = startRun({ parameters: { set: "test" } }, testFolder);
  const notebooks = walkNotebooks([], path.join(folder, "notebooks")).map((file) => ({
    name: notebookName(file), file, parameters: testParameters(file),
  }));
  const atATime = notebooksAtATime();
  const threads = atATime > 1 ? { ...SINGLE_THREADS, MARKETBOOK_THREADS: "1" } : {};
  const execute: ExecuteNotebook = (request) => runNotebook({ ...request, environment: { ...threads, ...request.environment } });
  const record = await walk(run, notebooks, { atATime, execute, events: progressLines(), signal, keepGoing: true });
  stopIfInterrupted();
  const failures = record.notebooks.filter(({ outcome }) => outcome !== "done");
  for (const { notebook, failure } of failures) console.log(`  ${failure}; see ${projectPath(path.join(run.folder, `${notebook}.ipynb`))}`);
  return { passed: notebooks.length - failures.length, failed: failures.length };
}

function testParameters(file: string): Readonly<Record<string, unknown>> {
  return readNotebook(file).metadata.marketbook?.testParameters ?? {};
}
