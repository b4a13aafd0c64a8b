import { existsSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./processes.ts";

/**
 * Writes a file whole or not at all: into a draft beside it, down to the disk, then renamed. A link is followed, permissions are kept.
 * On any error, a disk that fills up in the middle included, what was there before is unchanged and no draft is left.
 * In one go, so that Ctrl-C cannot come in between.
 */
export function writeWhole(file: string, data: string | Uint8Array): void {
  const place = existsSync(file) ? realpathSync(file) : file;
  const mode = existsSync(place) ? { mode: statSync(place).mode } : {};
  const draft = `${place}.draft-${process.pid}`;
  try {
    writeFileSync(draft, data, { flush: true, ...mode });
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Removes from a folder the drafts of processes that were killed while they wrote. Those of living ones stay. */
export function removeDrafts(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, pid] = /\.draft-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && !isWriting(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** Writing is done in one go: a draft of this process's number is that of an older process. */
const isWriting = (pid: number): boolean => pid !== process.pid && isAlive(pid);
