import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { RunError } from "../error.ts";
import { runsFolder } from "../folders.ts";
import { findRun } from "../replay/findRun.ts";
import { countTrials } from "../trials/ledger.ts";
import { readLines } from "../trials/ledgerFiles.ts";
import { listRuns } from "./listRuns.ts";
import { runFiles } from "./runText.ts";

export type RemovalRequest = {
  /** Ids, beginnings of them, or last. */
  readonly names?: readonly string[];
  /** UTC milliseconds: all runs that began before. */
  readonly before?: number;
  /** All runs but so many of the newest. Together with `before`: only those that are neither new enough nor among these. */
  readonly keep?: number;
};
export type Removal = { readonly ids: readonly string[]; readonly bytes: number; /** Asked for by a rule, and left because it runs. */ readonly running: readonly string[] };

/** Which runs go. One that was named and runs is refused; one that a rule meets stays. */
export function planRemoval({ before, keep, names = [] }: RemovalRequest, folder: string = runsFolder()): Removal {
  const all = listRuns({}, folder);
  const running = new Set(all.filter((run) => "record" in run && run.record.status === "running").map(({ id }) => id));
  const named = names.map((name) => {
    const found = findRun(name, folder);
    const id = path.basename(found);
    if (path.dirname(found) !== path.resolve(folder)) throw new RunError(`${name} is no run of artifacts/runs; name a run by its id`);
    if (running.has(id)) throw new RunError(`run ${id} is running; stop it first, or wait for its end`);
    return id;
  });
  const isOld = (run: (typeof all)[number]) => before === undefined || ("record" in run && Date.parse(run.record.started) < before);
  const ruled = before === undefined && keep === undefined ? [] : all.slice(keep ?? 0).filter(isOld).map(({ id }) => id);
  const ids = [...new Set([...named, ...ruled.filter((id) => !running.has(id))])].sort();
  const bytes = ids.flatMap((id) => runFiles(path.join(folder, id))).reduce((sum, file) => sum + file.bytes, 0);
  return { ids, bytes, running: ruled.filter((id) => running.has(id)) };
}

/** A run on its way out; what a removal that was killed has left goes with the next. */
const REMOVED = ".removed-";

/** Removes runs with all that is in their folders. What they tried stays counted in the ledger of trials: else a number that many tries found would look like the first. */
export function removeRuns(ids: readonly string[], folder: string = runsFolder()): void {
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(REMOVED)) : [];
  for (const name of left) rmSync(path.join(folder, name), { recursive: true, force: true });
  for (const id of ids) {
    const own = path.join(folder, id, "trials", "own");
    for (const name of existsSync(own) ? readdirSync(own).filter((file) => file.endsWith(".jsonl")) : []) {
      for (const { by, data, trials } of readLines(path.join(own, name))) countTrials(data, trials, { by, runFolder: path.join(folder, id) });
    }
    const leaving = path.join(folder, `${REMOVED}${id}`);
    renameSync(path.join(folder, id), leaving);
    rmSync(leaving, { recursive: true, force: true });
  }
}
