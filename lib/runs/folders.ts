import { existsSync } from "node:fs";
import path from "node:path";
import { RunError } from "./error.ts";

/** The project's folder: the one above this file that holds `package.json`. */
export const projectFolder = path.resolve(import.meta.dirname, "../..");

/** Where runs are kept, one folder a run: `artifacts/runs`, or the folder of MARKETBOOK_RUNS. */
export function runsFolder(): string {
  return process.env.MARKETBOOK_RUNS ? path.resolve(process.env.MARKETBOOK_RUNS) : path.join(projectFolder, "artifacts", "runs");
}

/**
 * The folder into which a notebook records: the runner's, from MARKETBOOK_RUN;
 * `artifacts/runs/interactive` when a person runs the notebook by hand.
 */
export function currentRunFolder(): string {
  const given = process.env.MARKETBOOK_RUN;
  if (!given) return path.join(runsFolder(), "interactive");
  if (!existsSync(given)) throw new RunError(`MARKETBOOK_RUN names the folder ${given}, which does not exist; create it or unset the variable`);
  return path.resolve(given);
}

/** A path as people read it: relative to the project where it lies inside, so that no record holds a machine's folders. */
export function projectPath(file: string): string {
  const relative = path.relative(projectFolder, file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? path.basename(file) : relative.split(path.sep).join("/");
}
