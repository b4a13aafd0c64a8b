import { fstatSync } from "node:fs";
import { Command } from "commander";
import { variables } from "../../environment/variables.mjs";
import { runInPool } from "../../lib/runs/kernels/runInPool.ts";
import { addPapermillEngineOption } from "../engineOption.ts";
import { Interrupted, interruption, stopIfInterrupted } from "../interruption.ts";
import { argumentsOf } from "../commandRun.ts";
import { notebookRun, type Executed } from "../notebookRun.ts";
import { runPython } from "../python.ts";

/** What is answered without a kernel, and what needs the caller's own standard input. */
const COLD = new Set(["-", "-h", "--help", "--help-notebook", "--prepare-only", "--version"]);
/** Answers, and runs of which the user wants no record. */
const UNRECORDED = new Set(["-h", "--help", "--help-notebook", "--prepare-only", "--version", "--no-record"]);
/** Options of which Python need not know. */
const OURS = new Set(["--pool", "--no-pool", "--no-record"]);

/**
 * papermill's own command line, whole, with what it lacks. Its words, help and checks are in `marketbook_jupyter.command`;
 * a pool of warm kernels takes the run where one is up.
 */
export function runCommand(name = "run"): Command {
  return addPapermillEngineOption(new Command(name))
    .description("Executes a notebook with parameters, by papermill's command line.")
    .argument("[words...]", "in.ipynb out.ipynb and options, such as -p lookback 60")
    .helpOption(false)
    .allowUnknownOption()
    .action(async (words: readonly string[], { engine }: { engine?: string }, command: Command) => {
      if (words.includes("--queue")) return throughQueue(name, words, engine, command);
      const asked = [...words.filter((word) => !OURS.has(word)), ...(engine === undefined ? [] : ["--engine", engine])];
      const pool = words.findLast((word) => word === "--pool" || word === "--no-pool");
      try {
        const isUnrecorded = words.some((word) => UNRECORDED.has(word));
        if (isUnrecorded) process.exitCode = (await execute(asked, pool, { MARKETBOOK_EXECUTION: "" })).exitCode;
        else process.exitCode = await notebookRun(name, argumentsOf(command), (added) => execute(asked, pool, added));
      } catch (error) {
        throw error instanceof Interrupted ? new Interrupted("the executed copy so far is kept") : error;
      }
    });
}

/** The same command, worked by whoever takes it. Who detaches leaves no record: the call that fetches does. */
async function throughQueue(name: string, words: readonly string[], engine: string | undefined, command: Command): Promise<void> {
  const [{ notebookWords }, { withQueued }, { queuedNotebook }] = await Promise.all([import("../jobs/notebookWords.ts"), import("../jobs/queueOptions.ts"), import("../jobs/queuedNotebook.ts")]);
  if (words.some((word) => UNRECORDED.has(word) && word !== "--no-record")) command.error("error: help, versions and prepared notebooks are made here; leave --queue out");
  if (engine !== undefined) command.error("error: --engine chooses what computes on this machine; with --queue, --device gpu asks for a worker with a GPU");
  const asked = notebookWords(words, (message) => command.error(message));
  await withQueued(asked, command, async (queued) => {
    const execute = (added: Readonly<Record<string, string>>) => queuedNotebook(queued!, asked, added);
    const isUnrecorded = asked.detach || words.includes("--no-record");
    process.exitCode = isUnrecorded ? (await execute({ MARKETBOOK_EXECUTION: "" })).exitCode : await notebookRun(name, argumentsOf(command), execute);
  });
}

async function execute(words: readonly string[], pool: string | undefined, recording: Readonly<Record<string, string>>): Promise<Executed> {
  // Who started this command may have said whose end ends the run.
  const added = { ...recording, MARKETBOOK_PARENT: process.env.MARKETBOOK_PARENT ?? String(process.pid), ...(process.stdout.isTTY && { MARKETBOOK_TERMINAL: "1" }) };
  if (pool !== "--no-pool" && !words.some((word) => COLD.has(word)) && !isPiped()) {
    const said = await runInPool({
      arguments: words, folder: process.cwd(), environment: { ...variables(), ...added }, stdout: process.stdout, stderr: process.stderr, signal: interruption(),
    });
    stopIfInterrupted();
    if ("exitCode" in said) return { exitCode: said.exitCode, ...(said.kernel !== "none" && { kernel: said.kernel }) };
    if (pool === "--pool") throw new Error(`--pool: ${said.unavailable}; npx marketbook kernels start brings one up`);
  }
  return { exitCode: await runPython(["-m", "marketbook_jupyter.command", ...words], process.cwd(), added), kernel: "new" };
}

/** papermill reads a notebook from a pipe; a pool cannot. */
function isPiped(): boolean {
  try {
    return fstatSync(0).isFIFO();
  } catch {
    return false;
  }
}
