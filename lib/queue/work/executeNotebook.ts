import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { writeWhole } from "../../market/files/writeWhole.ts";
import { projectFolder } from "../../runs/folders.ts";
import { runNotebook } from "../../runs/notebooks/notebookRunner.ts";
import { describeMachine } from "../../runs/record/machine.ts";
import { EXECUTION_FILE, type QueuedExecution } from "./queuedExecution.ts";
import type { WorkContext } from "./work.ts";

type Asked = { readonly notebook: string; readonly parameters: Readonly<Record<string, unknown>>; readonly timeoutSeconds?: number; readonly memoryLimitBytes?: number; readonly retries?: number };

const SHOWN = 2000;

/** Executes a notebook of this project's folder. A cell that fails is an error with its traceback. */
export async function executeNotebook({ memoryLimitBytes, notebook, parameters, retries, timeoutSeconds }: Asked, { outputs, print, report, signal }: WorkContext) {
  const input = path.join(projectFolder, notebook);
  if (!existsSync(input)) throw new Error(`there is no notebook ${notebook} in the project`);
  const name = path.basename(notebook);
  const begun = performance.now();
  const run = path.join(outputs, "run");
  mkdirSync(run);
  const outcome = await runNotebook({
    input, output: path.join(outputs, name), parameters, signal, environment: { MARKETBOOK_RUN: run },
    onCell: (cell, cells) => report({ cell, cells }), onPrinted: print,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }), ...(memoryLimitBytes !== undefined && { memoryLimitBytes }), ...(retries !== undefined && { retries }),
  });
  const failure = outcome.ok ? null : { cell: outcome.cell, errorName: outcome.errorName, errorMessage: outcome.errorMessage };
  const ended = { seconds: (performance.now() - begun) / 1000, failure, repeated: outcome.retries ?? 0, ...(outcome.peakMemoryBytes !== undefined && { peakMemoryBytes: outcome.peakMemoryBytes }), machine: describeMachine() };
  writeWhole(path.join(outputs, EXECUTION_FILE), JSON.stringify(ended satisfies QueuedExecution));
  if (outcome.ok) return { notebook: name, seconds: outcome.seconds };
  const { cell, errorMessage, errorName, traceback } = outcome;
  throw new Error(`cell In [${cell}] of ${notebook} failed: ${errorName}: ${errorMessage}\n${stripVTControlCharacters(traceback).slice(-SHOWN)}`);
}
