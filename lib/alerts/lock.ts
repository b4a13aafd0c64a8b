import { existsSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "../market/files/makeFolder.ts";
import { AlertError } from "./error.ts";

export type Hold = { release(): void };

const BUSY = 5;
/** Longer than anybody looks at a lock: whoever asks for it just then has it after that. */
const GLANCE = 250;

/**
 * Takes a lock that one process of this machine has at a time; undefined where another has it after the wait. The system itself frees it when the
 * process ends, by kill -9 as well: no number of a dead process is ever read. (A lock of SQLite on a file that stays empty.)
 */
export function holdLock(file: string, waitMillis = GLANCE): Hold | undefined {
  makeFolder(path.dirname(file));
  const database = new DatabaseSync(file, { timeout: waitMillis });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) return undefined;
    throw error;
  }
}

/** Whether somebody holds a lock just now. Who looks holds nothing that another looker could take for a holder. */
export function isLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) return true;
    throw error;
  } finally {
    database.close();
  }
}

/** Does something short with the lock held. */
export function locked<T>(file: string, change: () => T): T {
  const hold = holdLock(file, 10_000);
  if (hold === undefined) throw new AlertError(`${path.basename(file)} is held by another process for more than 10 s; end the other marketbook process and try again`);
  try {
    return change();
  } finally {
    hold.release();
  }
}
