import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { runsFolder } from "../folders.ts";

/** Ids of all runs, oldest first: they begin with their time. */
export function runIds(folder: string = runsFolder()): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((id) => existsSync(path.join(folder, id, "run.json"))).sort() : [];
}
