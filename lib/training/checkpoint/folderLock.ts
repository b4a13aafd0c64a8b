import { closeSync, existsSync, openSync, readFileSync, realpathSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { startOfProcess } from "../../market/files/processes.ts";
import { TrainingError } from "../error.ts";

const NAME = "fit.lock";
const holderShape = z.object({ pid: z.number().int().positive(), started: z.string() });
type Holder = z.infer<typeof holderShape>;

/** Folders that fits of this process hold. */
const held = new Set<string>();

/**
 * Takes a folder for one fit: two that write their checkpoints into one would each sweep the other's away. out: gives it back
 * The lock of a process that was killed does not count. A process is known by its number and the moment it started, for numbers are given again.
 */
export function lockFolder(folder: string): () => void {
  const place = realpathSync(folder);
  const path = join(place, NAME);
  const holder = holderOf(path);
  if (held.has(place)) throw inUse(folder, path, "this process");
  if (holder && holder.pid !== process.pid && startOfProcess(holder.pid) === holder.started) throw inUse(folder, path, `process ${holder.pid}`);
  rmSync(path, { force: true });
  write(path, folder);
  held.add(place);
  return () => {
    held.delete(place);
    rmSync(path, { force: true });
  };
}

/** Writes the lock where there is none; another that came first in between is not written over. */
function write(path: string, folder: string): void {
  let file: number;
  try {
    file = openSync(path, "wx");
  } catch (error) {
    if (existsSync(path)) throw inUse(folder, path, "another process");
    throw error;
  }
  try {
    writeSync(file, JSON.stringify({ pid: process.pid, started: startOfProcess(process.pid) ?? "" } satisfies Holder));
  } finally {
    closeSync(file);
  }
}

function inUse(folder: string, path: string, who: string): TrainingError {
  return new TrainingError(`fit: the checkpoint folder ${folder} is in use by another fit (${who}). Give each fit a folder of its own, or wait for the other to end; if there is none, delete ${path}.`);
}

/** Who wrote a lock; nobody where there is none or where it is cut off: a process that was killed while it wrote it. */
function holderOf(path: string): Holder | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return holderShape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Cut off: its writer was killed.
    return undefined;
  }
}
