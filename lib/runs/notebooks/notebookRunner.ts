import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { variables } from "../../../environment/variables.mjs";
import { RunError } from "../error.ts";
import { projectFolder } from "../folders.ts";

export type NotebookRequest = {
  readonly input: string;
  /**
   * Saved whole before and after each cell, so that the copy so far is there whatever comes of the run. A notebook that lies here already
   * stays as it was until the run has ended, well or by a failing cell or limit: a run that is stopped or killed leaves the older one.
   */
  readonly output: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the kernel. */
  readonly environment?: Readonly<Record<string, string>>;
  /** For the whole notebook, retries and the kernel's start included. */
  readonly timeoutSeconds?: number;
  /** Of the kernel and what it starts, together. */
  readonly memoryLimitBytes?: number;
  /** How often what failed is repeated: the cell in the same kernel where nothing of it can be seen outside, else the notebook in a new one. */
  readonly retries?: number;
  /** The folder that the notebook sees as its own. */
  readonly cwd?: string;
  /** Called as each code cell starts: 1 for the first, with the number of code cells. */
  readonly onCell?: (index: number, total: number) => void;
  readonly onRetry?: (retry: NotebookRetry) => void;
  /** Called with what cells print, as it comes. */
  readonly onPrinted?: (text: string) => void;
  readonly signal?: AbortSignal;
};

const retry = z.object({ retry: z.number(), cell: z.number(), from: z.enum(["cell", "start"]), errorName: z.string(), errorMessage: z.string() });
/** The count of the repetition, what had failed, and from where it goes on. */
export type NotebookRetry = z.infer<typeof retry>;

/** A cell that failed is a value, not an error: its number as in `In [3]`, 0 where no cell was reached. */
export type NotebookOutcome =
  | ({ readonly ok: true; readonly seconds: number } & Needed)
  | ({ readonly ok: false; readonly cell: number; readonly errorName: string; readonly errorMessage: string; readonly traceback: string } & Needed);
type Needed = { readonly retries?: number; readonly peakMemoryBytes?: number };

const needed = { retries: z.number(), peakMemoryBytes: z.number() };
const line = z.union([
  z.object({ printed: z.string() }),
  z.object({ cell: z.number(), of: z.number() }),
  retry,
  z.object({ ok: z.literal(true), ...needed }),
  z.object({ ok: z.literal(false), cell: z.number(), errorName: z.string(), errorMessage: z.string(), traceback: z.string(), ...needed }),
]);

const python = path.join(projectFolder, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

/**
 * Executes a notebook headless by papermill and the venv's Python, with typed parameters. An aborted signal ends Python
 * and kernel and throws the signal's reason; so does the end of this process, without the throw.
 */
export async function runNotebook(request: NotebookRequest): Promise<NotebookOutcome> {
  request.signal?.throwIfAborted();
  if (!existsSync(python)) throw new RunError("the Python environment .venv is missing; npm start sets it up");
  const begin = performance.now();
  const child = spawn(python, ["-m", "marketbook_jupyter.run"], { cwd: projectFolder, env: { ...variables(), ...request.environment } });
  const stop = () => child.stdin.end();
  request.signal?.addEventListener("abort", stop);
  try {
    const { cwd, input, memoryLimitBytes, output, parameters, retries, timeoutSeconds } = request;
    const asked = { input: path.resolve(input), output: path.resolve(output), parameters, timeoutSeconds, memoryLimitBytes, retries, cwd: cwd && path.resolve(cwd), tellsPrinted: request.onPrinted !== undefined };
    child.stdin.on("error", () => {}); // a child that has ended already says so by its exit code
    child.stdin.write(`${JSON.stringify(asked)}\n`);
    const said = await outcomeOf(child, request);
    request.signal?.throwIfAborted();
    return said.ok ? { ...said, seconds: (performance.now() - begin) / 1000 } : said;
  } finally {
    request.signal?.removeEventListener("abort", stop);
    stop();
  }
}

type Outcome = Exclude<z.infer<typeof line>, { of: number } | { printed: string } | NotebookRetry>;

/** Reads the lines of the child until it ends; the last is the outcome. */
async function outcomeOf(child: ChildProcessWithoutNullStreams, { input, onCell, onPrinted, onRetry, signal }: NotebookRequest): Promise<Outcome> {
  let complaint = "";
  let outcome: Outcome | undefined;
  child.stderr.on("data", (text) => (complaint = `${complaint}${text}`.slice(-4000)));
  createInterface({ input: child.stdout }).on("line", (text) => {
    const said = line.parse(JSON.parse(text));
    if ("of" in said) onCell?.(said.cell, said.of);
    else if ("printed" in said) onPrinted?.(said.printed);
    else if ("retry" in said) onRetry?.(said);
    else {
      outcome = said;
      child.stdin.end();
    }
  });
  await new Promise<void>((resolve, reject) => child.once("error", reject).once("close", () => resolve()));
  if (outcome) return outcome;
  signal?.throwIfAborted();
  throw new RunError(`${path.basename(input)} could not be executed: Python ended without an outcome. It said: ${complaint.trim() || "nothing"}`);
}
