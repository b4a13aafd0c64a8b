import { existsSync } from "node:fs";
import path from "node:path";
import { nearest } from "../../market/nearest.ts";
import { RunError } from "../error.ts";
import { runsFolder } from "../folders.ts";
import { readRecord } from "../record/record.ts";
import { runIds } from "../record/runIds.ts";

/** The folder of a run: by its id, the beginning of one that no other has, "last" (repetitions left out), or a path. An unknown one is answered with the nearest and the latest. */
export function findRun(name: string, folder: string = runsFolder()): string {
  const ids = runIds(folder);
  if (existsSync(path.join(name, "run.json"))) return path.resolve(name);
  const last = name === "last" ? ids.findLast((id) => isFirst(path.join(folder, id))) : undefined;
  if (last !== undefined) return path.join(folder, last);
  const begun = name === "" ? [] : ids.filter((id) => id.startsWith(name));
  if (begun.length === 1 && begun[0] !== undefined) return path.join(folder, begun[0]);
  const latest = ids.length === 0 ? "There are no runs yet; npm start makes one" : `The latest are ${ids.slice(-5).join(", ")}`;
  if (begun.length > 1) throw new RunError(`several runs begin with "${name}": ${begun.slice(-5).join(", ")}; write more of the id`);
  const meant = nearest(name, ids);
  throw new RunError(`there is no run "${name}"${meant === undefined ? "." : `; did you mean ${meant}?`} ${latest}`);
}

/** A record that cannot be read counts as one: `readRecord` says what is wrong with it. */
function isFirst(runFolder: string): boolean {
  try {
    return readRecord(runFolder).repeats === undefined;
  } catch (error) {
    if (error instanceof RunError) return true;
    throw error;
  }
}
