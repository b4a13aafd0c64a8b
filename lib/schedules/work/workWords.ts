import path from "node:path";
import type { Work } from "../file/schedule.ts";

/** The words of `marketbook …` that do a schedule's work, a list for the system and never for a shell. `folder`: of the run, for the executed notebook. */
export function workWords({ command, notebook, parameters = {}, queue, start }: Work, folder: string): readonly string[] {
  if (command !== undefined) return command;
  const pairs = Object.entries(parameters);
  if (notebook !== undefined) {
    // papermill reads -p as YAML, so a text such as "60" must be said to be one.
    const words = pairs.flatMap(([name, value]) => [typeof value === "string" ? "-r" : "-p", name, String(value)]);
    // A log is read in the morning: what the cells print in it, and no bar that is drawn over and over.
    return ["run", notebook, path.join(folder, path.basename(notebook)), "--no-progress-bar", "--log-output", ...words, ...(queue ? ["--queue"] : [])];
  }
  const only = start?.only ?? [];
  return ["start", ...pairs.flatMap(([name, value]) => ["-p", name, String(value)]), ...(only.length === 0 ? [] : ["--only", ...only])];
}
