import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text as textFrom } from "node:stream/consumers";
import { z } from "zod";
import { variables } from "../../variables.mjs";

const root = path.resolve(import.meta.dirname, "../../..");
const entry = path.join(root, "scripts/marketbook.ts");

const cell = z.looseObject({
  source: z.union([z.string(), z.array(z.string())]),
  metadata: z.looseObject({ tags: z.array(z.string()).optional(), papermill: z.looseObject({ status: z.string().optional() }).optional() }),
  execution_count: z.number().nullish(),
  outputs: z.array(z.looseObject({
    output_type: z.string(), text: z.union([z.string(), z.array(z.string())]).optional(), data: z.record(z.string(), z.unknown()).optional(),
    ename: z.string().optional(), evalue: z.string().optional(),
  })).default([]),
});
const notebook = z.looseObject({ cells: z.array(cell), metadata: z.looseObject({ papermill: z.record(z.string(), z.unknown()).optional() }) });
export type ExecutedCell = z.infer<typeof cell>;
export type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** How long a test that starts kernels may take: on a loaded machine each takes many times its seconds. */
export const PATIENCE = 300_000;

/** A folder of notebooks of the TypeScript kernel, and the commands to run them there. */
export function notebookFolder(name: string) {
  const folder = mkdtempSync(path.join(tmpdir(), `marketbook-${name}-`));
  const at = (file: string) => path.join(folder, file);
  const text = (file: string) => readFileSync(at(file), "utf8");
  const environment = { ...variables(), MARKETBOOK_DEBUG: "", MARKETBOOK_RUNS: at("runs") };
  const ours = (words: readonly string[]) => [entry, "run", "--no-pool", ...words];
  const begin = (command: string, args: readonly string[]) => {
    const child = spawn(command, args, { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    // What was printed is there when the streams are closed, which may be after the process has ended.
    const ended: Promise<Ended> = Promise.all([textFrom(child.stdout), textFrom(child.stderr), once(child, "close")])
      .then(([stdout, stderr, [status]]) => ({ status: z.number().nullable().parse(status), stdout, stderr }));
    return { child, ended };
  };
  return {
    folder, at, text, entry,
    /** Each cell is its source, and a tag. */
    write(file: string, cells: readonly (string | readonly [source: string, tag: string])[]): void {
      const kernelspec = { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" };
      const code = cells.map((given, k) => {
        const [source, tag] = typeof given === "string" ? [given] : given;
        return { cell_type: "code", id: `cell${k}`, metadata: tag ? { tags: [tag] } : {}, source, outputs: [], execution_count: null };
      });
      writeFileSync(at(file), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: code }));
    },
    read: (file: string) => notebookOf(text(file)),
    call: (command: string, ...args: string[]): Promise<Ended> => begin(command, args).ended,
    /** Another command of marketbook. */
    marketbook: (...words: string[]): Promise<Ended> => begin(process.execPath, [entry, ...words]).ended,
    /** `npx marketbook run` as a user calls it, without a pool. */
    run: (...words: string[]): Promise<Ended> => begin(process.execPath, ours(words)).ended,
    /** The same, not waited for. */
    start: (...words: string[]) => begin(process.execPath, ours(words)),
    /** The run record of the command that was to write the copy. */
    record(output: string): unknown {
      const runs = readdirSync(at("runs")).filter((id) => existsSync(at(`runs/${id}/run.json`)));
      const records = runs.map((id) => z.looseObject({ command: z.object({ arguments: z.array(z.string()) }) }).parse(JSON.parse(text(`runs/${id}/run.json`))));
      return records.find(({ command }) => command.arguments.includes(output));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const notebookOf = (text: string) => notebook.parse(JSON.parse(text));

/** What a cell printed and showed, as text. */
export const textOf = (cell: ExecutedCell | undefined): string =>
  (cell?.outputs ?? []).map(({ data, text }) => [text ?? z.union([z.string(), z.array(z.string())]).default("").parse(data?.["text/plain"])].flat(2).join("")).join("");

/** The error of a cell, as name and message. */
export function errorOf(cell: ExecutedCell | undefined): string | undefined {
  const error = cell?.outputs.find(({ output_type }) => output_type === "error");
  return error && `${error.ename}: ${error.evalue}`;
}
