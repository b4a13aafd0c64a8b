import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { variables } from "../../variables.mjs";

const project = path.resolve(import.meta.dirname, "../../..");
export const python = path.join(project, ".venv", process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

const output = z.looseObject({
  type: z.string(), data: z.record(z.string(), z.string()).optional(), name: z.string().optional(), text: z.string().optional(),
  execution_count: z.number().optional(), ename: z.string().optional(), evalue: z.string().optional(), traceback: z.array(z.string()).optional(),
  transient: z.object({ display_id: z.string().optional() }).optional(),
});
const cells = z.array(z.object({ status: z.string(), outputs: z.array(output) }));
export type Cell = z.infer<typeof cells>[number];

/** A small project of its own with this kernel: a test may write and change lib files in it. */
export function makeProject(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(path.join(tmpdir(), "marketbook-kernel-"));
  for (const part of ["jupyter/kernels", "typescript.mjs", "setup/places.mjs"]) cpSync(path.join(project, "environment", part), path.join(folder, "environment", part), { recursive: true });
  symlinkSync(path.join(project, "node_modules"), path.join(folder, "node_modules"), "junction");
  for (const part of ["lib", "scripts", "notebooks/deep"]) mkdirSync(path.join(folder, part), { recursive: true });
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }), environment: { ...variables(), JUPYTER_PATH: path.join(folder, "environment/jupyter") } };
}

/** Starts the kernel of a project as Jupyter does, from a folder below it. */
export function startSession({ folder, environment }: Pick<ReturnType<typeof makeProject>, "folder" | "environment">) {
  const child = spawn(python, [path.join(import.meta.dirname, "session.py"), path.join(folder, "notebooks/deep")], { env: environment, stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function ask(request: object): Promise<unknown> {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error("the kernel's session has ended");
    return JSON.parse(value);
  }
  const runAll = async (codes: readonly string[], options: object = {}) => cells.parse(await ask({ do: "run", cells: codes, ...options }));

  return {
    ask,
    /** What each cell put out. They are sent together and wait in the kernel's queue. */
    runAll,
    run: async (code: string, options: object = {}) => (await runAll([code], options))[0]!,
    end: () => new Promise((resolve) => child.once("close", resolve).stdin.end()),
  };
}

/** The text of a cell's last value. */
export const shown = (cell: Cell) => cell.outputs.find(({ type }) => type === "execute_result")?.data?.["text/plain"];
/** What a cell printed. */
export const printed = (cell: Cell, stream = "stdout") => cell.outputs.filter(({ type, name }) => type === "stream" && name === stream).map(({ text }) => text).join("");
export const failure = (cell: Cell) => cell.outputs.find(({ type }) => type === "error");
