import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** Writes a TypeScript notebook whose first cell takes parameters, and gives its path. */
export function writeNotebook(file: string, ...sources: readonly string[]): string {
  const cells = sources.map((source, k) => ({ cell_type: "code", id: `cell${k}`, metadata: k === 0 ? { tags: ["parameters"] } : {}, source, outputs: [], execution_count: null }));
  const kernelspec = { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return path.resolve(file);
}

const notebook = z.looseObject({ cells: z.array(z.looseObject({ source: z.unknown(), outputs: z.array(z.looseObject({})).default([]) })) });

/** What the cells of an executed notebook gave, without times. */
export function outputsOf(file: string): unknown {
  return notebook.parse(JSON.parse(readFileSync(file, "utf8"))).cells.map(({ outputs }) => outputs);
}

/** Command lines that hold the text, zombies left out. */
export function processesWith(text: string): readonly string[] {
  return execFileSync("ps", ["-eo", "stat,args"], { encoding: "utf8" }).split("\n").filter((line) => line.includes(text) && !line.startsWith("Z"));
}

/** Whether a pool or kernel lives under the number, and is no zombie. */
export function lives(pid: number): boolean {
  const own = new RegExp(`^ *${pid} +[^Z].*(?:marketbook_jupyter|kernel\\.cjs)`);
  return execFileSync("ps", ["-eo", "pid,stat,args"], { encoding: "utf8" }).split("\n").some((line) => own.test(line));
}

/** Resolves when something is so; the test's own time limit ends the wait. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
