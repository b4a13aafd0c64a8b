import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "../files/makeFolder.ts";
import { MarketError } from "../error.ts";
import { PROJECT, type Variables } from "./keys.ts";

const TABLES = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS slots (id INTEGER PRIMARY KEY, who TEXT NOT NULL, at INTEGER NOT NULL, units INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS slots_in_time ON slots (who, at);
  CREATE TABLE IF NOT EXISTS budgets (who TEXT NOT NULL, per TEXT NOT NULL, start INTEGER NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (who, per, start)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS pauses (who TEXT PRIMARY KEY, until INTEGER NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;`;

const opened = new Map<string, { readonly database: DatabaseSync; readonly inode: number | undefined }>();

/** Where the processes of this machine keep what they used of the limits: MARKETBOOK_LIMITS_FILE, or data/store/limits.db. */
export function limitsFileOf(variables: Variables): string {
  return variables.MARKETBOOK_LIMITS_FILE ?? process.env.MARKETBOOK_LIMITS_FILE ?? path.join(PROJECT, "data", "store", "limits.db");
}

/** The database of used limits: one handle a process and file, waits while another process writes. ":memory:" is a new one each time. */
export function openLimits(file: string): DatabaseSync {
  const known = opened.get(file);
  // Who deletes the file makes it anew for all: a process that kept the old one would count for itself alone.
  if (known !== undefined && known.inode === inodeOf(file)) return known.database;
  known?.database.close();
  return usingLimits(file, () => {
    if (file !== ":memory:") makeFolder(path.dirname(file));
    const database = new DatabaseSync(file, { timeout: 10_000 });
    database.exec(TABLES);
    if (file !== ":memory:") opened.set(file, { database, inode: inodeOf(file) });
    return database;
  });
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

/** One transaction, alone among all processes. */
export function alone<T>(file: string, database: DatabaseSync, change: () => T): T {
  return usingLimits(file, () => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = change();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  });
}

/** Reads what is kept and makes nothing: undefined where there is no file, or nothing is in it yet. */
export function readLimits<T>(file: string, read: (database: DatabaseSync) => T): T | undefined {
  if (file === ":memory:" || !existsSync(file)) return undefined;
  return usingLimits(file, () => {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
    try {
      const tables = database.prepare("SELECT count(*) AS count FROM sqlite_master WHERE name IN ('slots', 'budgets', 'pauses')").get();
      return Number(tables?.count) === 3 ? read(database) : undefined;
    } finally {
      database.close();
    }
  });
}

/** Failures of the file as errors that say what to do. */
function usingLimits<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof MarketError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new MarketError(`The limits that the processes of this machine share cannot be kept in ${file} (${why}). Delete the file if it is damaged, or name another place by MARKETBOOK_LIMITS_FILE.`, { reason: "store", cause: error });
  }
}
