import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { shownText } from "../../lib/market/connection/shownText.ts";
import { makeFolder } from "../../lib/market/files/makeFolder.ts";
import { writeWhole } from "../../lib/market/files/writeWhole.ts";
import type { Answer } from "../../lib/queue/index.ts";
import { currentRunFolder, projectFolder } from "../../lib/runs/folders.ts";
import { readExecution } from "../../lib/runs/record/executions.ts";
import { interruption } from "../interruption.ts";
import type { Executed } from "../notebookRun.ts";
import { countLine } from "../progress.ts";
import { runPython } from "../python.ts";
import { isCells, type NotebookWords } from "./notebookWords.ts";
import type { Queued } from "./queueOptions.ts";

const EXIT_CODES: Readonly<Record<string, number>> = { DeadKernel: 138, Stopped: 143 };

/**
 * Executes a notebook through a queue. papermill's own reading and our checks come first, on this machine, so that what is wrong is refused before anything is sent;
 * the executed copy and what the notebook recorded come back to where a run here leaves them, also where a cell failed.
 * in: the words of the command line, and what it adds to the environment: the folder of the run, and where its execution is told
 */
export async function queuedNotebook({ device, handIn }: Queued, { isJson, isLogged, words }: NotebookWords, added: Readonly<Record<string, string>>): Promise<Executed> {
  const { EXECUTION_FILE, notebookWork, queuedExecution, QueueError } = await import("../../lib/queue/index.ts");
  const scratch = mkdtempSync(path.join(tmpdir(), "marketbook-run-"));
  const told = added["MARKETBOOK_EXECUTION"] || path.join(scratch, "told.json");
  try {
    const prepared = await runPython(["-m", "marketbook_jupyter.command", ...words, "--prepare-only", "--no-progress-bar"], process.cwd(), { ...added, MARKETBOOK_EXECUTION: told });
    if (prepared !== 0) return { exitCode: prepared };
    const asked = readExecution(told);
    if (!asked?.output) throw new Error("--queue needs a file for the executed copy; name it after the notebook");
    const { input, limits, output, parameters } = asked;
    const notebook = path.relative(projectFolder, path.resolve(input)).split(path.sep).join("/");
    if (input === "-" || output === "-" || `${input}${output}`.includes("://") || notebook.startsWith("..")) throw new Error(`--queue sends a notebook's name, and the worker has the notebook: name a file of the project, and a file for its executed copy; got ${input} and ${output}`);
    const keep = (more: object): void => writeWhole(told, JSON.stringify({ ...asked, begun: true, ...more }));
    keep({});
    const line = isLogged ? undefined : countLine("cells");
    /** What came back goes to its places. out: how the execution went, where the worker told */
    const bringBack = async (answer: Pick<Answer, "outputs"> & { readonly fetchOutputs?: Answer["fetchOutputs"] }) => {
      const fetched = path.join(scratch, "fetched");
      await answer.fetchOutputs?.(fetched);
      const copy = path.join(fetched, path.basename(notebook));
      if (existsSync(copy)) writeWhole(path.resolve(output), readFileSync(copy));
      const recorded = path.join(fetched, "run");
      if (existsSync(recorded)) {
        const into = added["MARKETBOOK_RUN"] ?? currentRunFolder();
        makeFolder(into);
        cpSync(recorded, into, { recursive: true });
      }
      const went = path.join(fetched, EXECUTION_FILE);
      return existsSync(went) ? queuedExecution.parse(JSON.parse(readFileSync(went, "utf8"))) : undefined;
    };
    const went = await handIn.submit(notebookWork, {
      notebook, parameters: parameters ?? {}, device,
      ...(limits.seconds !== null && { timeoutSeconds: limits.seconds }), ...(limits.memoryBytes !== null && { memoryLimitBytes: limits.memoryBytes }), ...(limits.retries > 0 && { retries: limits.retries }),
    }, bringBack, {
      signal: interruption(),
      onProgress: (progress) => {
        if (!isCells(progress)) return;
        line?.show(progress.cell, progress.cells);
        if (isLogged) console.error(`cell ${progress.cell} of ${progress.cells}`);
      },
      ...(isLogged && { onPrinted: (text) => void process.stderr.write(shownText(text)) }),
    }).catch(async (error: unknown) => {
      const kept = error instanceof QueueError && error.left ? await bringBack(error.left) : undefined;
      if (kept?.failure) return kept;
      throw error;
    }).finally(() => line?.end());
    const { failure = null, machine, peakMemoryBytes, seconds } = went ?? {};
    const exitCode = failure === null ? 0 : (EXIT_CODES[failure.errorName] ?? 1);
    keep({ exitCode, failure, ...(seconds !== undefined && { seconds }), ...(peakMemoryBytes !== undefined && { peakMemoryBytes }) });
    const job = handIn.ids.at(-1);
    if (failure) console.error(`marketbook run: ${failure.cell > 0 ? `cell ${failure.cell} failed with ` : ""}${failure.errorName}: ${failure.errorMessage.trim().replace(/\.$/, "")}. The executed notebook keeps the whole error.`);
    if (isJson) console.log(JSON.stringify({ input, output, parameters, ok: exitCode === 0, exitCode, failure, seconds, peakMemoryBytes, job, machine }, undefined, 2));
    return { exitCode, ...(job !== undefined && { job }), ...(machine && { machine }) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
