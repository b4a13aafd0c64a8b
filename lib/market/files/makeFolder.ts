import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { MarketError } from "../error.ts";

/** The number by which Linux tells the file system of its processes, proc(5). */
const PROC = 0x9fa0;

/**
 * Makes a folder where it is not there, with those above it. Node's own way never ends below /proc,
 * where the system says of folders that are there that they do not exist.
 */
export function makeFolder(folder: string): void {
  const above = path.dirname(path.resolve(folder));
  if (!existsSync(above)) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST" && statSync(folder).isDirectory()) return;
    if (code === "ENOENT" && existsSync(above)) throw refused(folder, above, error);
    throw error;
  }
}

/** Refuses, before any work, a folder that could not be made. */
export function checkFolder(folder: string): void {
  let there = path.resolve(folder);
  while (!existsSync(there)) there = path.dirname(there);
  // First, because of whoever is root the system says that all may be written to.
  if (there !== path.resolve(folder) && process.platform === "linux" && statfsSync(there).type === PROC) throw refused(folder, there);
  accessSync(there, constants.W_OK);
}

function refused(folder: string, above: string, cause?: unknown): MarketError {
  return new MarketError(`${folder} cannot be made: the system keeps ${above} for itself and takes nothing new in it. Name a place elsewhere`, { cause });
}
