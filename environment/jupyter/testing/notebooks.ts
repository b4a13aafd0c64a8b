import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
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

/** A folder of notebooks of the TypeScript kernel, and the commands to run them there. */
export function notebookFolder(name: string) {
  const folder = mkdtempSync(path.join(tmpdir(), `marketbook-${name}-`));
  const at = (file: string) => path.join(folder, file);
  const text = (file: string) => readFileSync(at(file), "utf8");
  const environment = { ...variables(), MARKETBOOK_DEBUG: "" };
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
    read: (file: string) => notebook.parse(JSON.parse(text(file))),
    call: (command: string, args: readonly string[], input?: string) => spawnSync(command, args, { cwd: folder, env: environment, encoding: "utf8", input, maxBuffer: 2 ** 28 }),
    /** `npx marketbook run` as a user calls it, without a pool. */
    run: (...args: string[]) => spawnSync(process.execPath, [entry, "run", "--no-pool", ...args], { cwd: folder, env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
    /** The same, not waited for. */
    start: (...args: string[]) => spawn(process.execPath, [entry, "run", "--no-pool", ...args], { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a cell printed and showed, as text. */
export const textOf = (cell: ExecutedCell | undefined): string =>
  (cell?.outputs ?? []).map(({ data, text }) => [text ?? z.union([z.string(), z.array(z.string())]).default("").parse(data?.["text/plain"])].flat(2).join("")).join("");

/** The error of a cell, as name and message. */
export function errorOf(cell: ExecutedCell | undefined): string | undefined {
  const error = cell?.outputs.find(({ output_type }) => output_type === "error");
  return error && `${error.ename}: ${error.evalue}`;
}
