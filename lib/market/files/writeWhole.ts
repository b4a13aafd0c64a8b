import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

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
