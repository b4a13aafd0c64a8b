import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { makeFolder } from "../files/makeFolder.ts";
import { MarketError } from "../error.ts";
import type { Database, Session } from "./database.ts";
import { STORE, type Kept } from "./kept.ts";
import { isBusy, isReadOnly, sqliteError } from "./sqliteError.ts";
import { readOnlyDatabase } from "./sqliteReadOnly.ts";
import { integrity, sessionOf } from "./sqliteSession.ts";
import { turns } from "./turns.ts";

type Options = {
  /** How long a writer waits for another before it gives up. */
  readonly waitMillis: number;
  /** The most pages of 4,096 bytes that the file may have. */
  readonly mostPages?: number | undefined;
};

/**
 * A database in one file of a folder. Its log is written ahead (WAL), so that readers never wait for the writer, and is down on the disk before a write resolves
 * (synchronous = FULL), so that neither a killed process nor a power cut loses what was acknowledged.
 */
export async function openSqlite(folder: string, { mostPages, waitMillis }: Options, kept: Kept = STORE): Promise<Database> {
  const { DatabaseSync } = await import("node:sqlite");
  const place = join(folder, kept.file);
  const connect = (timeout: number, file: string | URL = place, readOnly = false): DatabaseSync => {
    try {
      return new DatabaseSync(file, { timeout, readOnly });
    } catch (error) {
      throw sqliteError(place, error, kept);
    }
  };
  try {
    makeFolder(folder);
  } catch (error) {
    throw sqliteError(place, error, kept);
  }
  const writer = connect(BUSY_MILLIS);
  const limit = mostPages === undefined ? "" : `; pragma max_page_count = ${mostPages}`;
  try {
    await patiently({ place, waitMillis, kept }, () => writer.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma journal_size_limit = ${LOG_BYTES}${limit}`));
  } catch (error) {
    writer.close();
    if (!isReadOnly(error) || !existsSync(place)) throw error;
    return readOnlyDatabase(place, { place: folder, dialect, kept }, (file) => connect(RECOVERY_MILLIS, file, true));
  }
  let reader: DatabaseSync | undefined;
  const [writing, reading] = [turns(), turns()];
  const statements = new Map<DatabaseSync, ReturnType<typeof sessionOf>>();
  const session = (database: DatabaseSync): Session => {
    const known = statements.get(database) ?? sessionOf(database);
    statements.set(database, known);
    return known;
  };
  const transaction = async <T>(database: DatabaseSync, begin: string, work: (session: Session) => Promise<T>): Promise<T> => {
    if (!database.isOpen) throw new MarketError(`${place}: the ${kept.name} was closed. Open it again.`, { reason: "store" });
    await patiently({ place, waitMillis, kept }, () => database.exec(begin));
    try {
      const result = await work(session(database));
      database.exec("commit");
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec("rollback");
      throw sqliteError(place, error, kept);
    }
  };
  return {
    place: folder,
    dialect,
    mayWrite: true,
    read: (work) => reading(() => transaction(reader ??= connect(RECOVERY_MILLIS), "begin", work)),
    write: (work) => writing(() => transaction(writer, "begin immediate", work)),
    damage: () => reading(async () => integrity(reader ??= connect(RECOVERY_MILLIS))),
    close: () => writing(() => reading(async () => {
      for (const database of [reader, writer]) if (database?.isOpen) database.close();
    })),
  };
}

const dialect = { identity: "integer primary key", bytes: "blob", finish: [], tables: "select name from sqlite_master where type = 'table'" };

/** A lock is asked for again every so often, so that the process lives on while it waits. */
const BUSY_MILLIS = 20;
/** Readers wait only while another process takes up what a killed one left behind. */
const RECOVERY_MILLIS = 5000;
/** The log of writes is cut back to so much after a large one. */
const LOG_BYTES = 16 * 2 ** 20;

async function patiently({ kept, place, waitMillis }: { readonly place: string; readonly waitMillis: number; readonly kept: Kept }, work: () => void): Promise<void> {
  for (let waited = 0; ; waited += 2 * BUSY_MILLIS) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || waited >= waitMillis) throw sqliteError(place, error, kept);
      await setTimeout(BUSY_MILLIS);
    }
  }
}
