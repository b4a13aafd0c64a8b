import { spawn } from "node:child_process";
import path from "node:path";
import { command } from "../../../environment/setup/marketbook.mjs";
import { variables } from "../../../environment/variables.mjs";
import { projectFolder } from "../../../lib/runs/folders.ts";
import { interruption } from "../../interruption.ts";

export const papermill = path.join(projectFolder, ".venv/bin/papermill");
export const python = path.join(projectFolder, ".venv/bin/python");

/** Node's words for our command line, as `npx marketbook` calls it. */
export const marketbook = command;

/** Seconds from the start of a program to its end. What it says is shown where it fails. */
export async function secondsOf(program: string, args: readonly string[], added: Readonly<Record<string, string>> = {}): Promise<number> {
  const signal = interruption();
  const begin = performance.now();
  const child = spawn(program, args, { cwd: projectFolder, env: { ...variables(), ...added }, stdio: ["ignore", "ignore", "pipe"], signal });
  let words = "";
  child.stderr?.on("data", (piece) => (words = `${words}${piece}`.slice(-500)));
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new Error(`${path.basename(program)} ended with ${code}: ${words.trim()}`);
  return (performance.now() - begin) / 1000;
}

/** The mean of so many runs, one after the other; what stands between them is not timed. */
export async function oneByOne(runs: number, seconds: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let k = 0; k < runs; k++) sum += await seconds();
  return sum;
}
