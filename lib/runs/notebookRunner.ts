import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { variables } from "../../environment/variables.mjs";
import { RunError } from "./error.ts";
import { projectFolder } from "./folders.ts";

export type NotebookRequest = {
  readonly input: string;
  /** Written when the run is over, also when a cell failed; an interrupted run leaves it as it was. */
  readonly output: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the kernel. */
  readonly environment?: Readonly<Record<string, string>>;
  /** For the whole notebook. */
  readonly timeoutSeconds?: number;
  /** Called as each code cell starts: 1 for the first, with the number of code cells. */
  readonly onCell?: (index: number, total: number) => void;
  readonly signal?: AbortSignal;
};

/** A cell that failed is a value, not an error: its number as in `In [3]`, 0 where no cell was reached. */
export type NotebookOutcome =
  | { readonly ok: true; readonly seconds: number }
  | { readonly ok: false; readonly cell: number; readonly errorName: string; readonly errorMessage: string; readonly traceback: string };

const line = z.union([
  z.object({ cell: z.number(), of: z.number() }),
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), cell: z.number(), errorName: z.string(), errorMessage: z.string(), traceback: z.string() }),
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
    const { input, output, parameters, timeoutSeconds } = request;
    const asked = { input: path.resolve(input), output: path.resolve(output), parameters, timeoutSeconds };
    child.stdin.on("error", () => {}); // a child that has ended already says so by its exit code
    child.stdin.write(`${JSON.stringify(asked)}\n`);
    const said = await outcomeOf(child, request);
    request.signal?.throwIfAborted();
    return said.ok ? { ok: true, seconds: (performance.now() - begin) / 1000 } : said;
  } finally {
    request.signal?.removeEventListener("abort", stop);
    stop();
  }
}

type Outcome = Exclude<z.infer<typeof line>, { of: number }>;

/** Reads the lines of the child until it ends; the last is the outcome. */
async function outcomeOf(child: ChildProcessWithoutNullStreams, { input, onCell, signal }: NotebookRequest): Promise<Outcome> {
  let complaint = "";
  let outcome: Outcome | undefined;
  child.stderr.on("data", (text) => (complaint = `${complaint}${text}`.slice(-4000)));
  createInterface({ input: child.stdout }).on("line", (text) => {
    const said = line.parse(JSON.parse(text));
    if (!("of" in said)) {
      outcome = said;
      child.stdin.end();
    } else onCell?.(said.cell, said.of);
  });
  await new Promise<void>((resolve, reject) => child.once("error", reject).once("close", () => resolve()));
  if (outcome) return outcome;
  signal?.throwIfAborted();
  throw new RunError(`${path.basename(input)} could not be executed: Python ended without an outcome. It said: ${complaint.trim() || "nothing"}`);
}
