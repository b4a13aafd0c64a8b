import { existsSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { MarketError } from "../error.ts";
import type { Database } from "./database.ts";
import type { Kept } from "./kept.ts";
import { sqliteError } from "./sqliteError.ts";
import { integrity, sessionOf } from "./sqliteSession.ts";
import { turns } from "./turns.ts";

/**
 * A database in a folder that may be read but not written: a disk mounted for reading, another user's folder. SQLite cannot lay its lock beside the file there,
 * so each reading compares the file's time and size before and after. A log that a writer left cannot be taken in; ignoring it would lose bars, so it is an error.
 */
export function readOnlyDatabase(file: string, { kept, ...rest }: Pick<Database, "place" | "dialect"> & { readonly kept: Kept }, connect: (file: URL) => DatabaseSync): Database {
  const address = pathToFileURL(file);
  address.search = "immutable=1";
  const reading = turns();
  const reopened = async <T>(work: (database: DatabaseSync) => Promise<T>): Promise<T> => {
    const before = stateOf(file, kept);
    const database = connect(address);
    const result = await work(database).finally(() => database.close());
    if (stateOf(file, kept) !== before) throw new MarketError(`${file}: another program wrote while it was read from a folder that may not be written. Read again.`, { reason: "store" });
    return result;
  };
  return {
    ...rest,
    mayWrite: false,
    read: (work) => reading(async () => {
      try {
        return await reopened((database) => work(sessionOf(database)));
      } catch (error) {
        throw sqliteError(file, error, kept);
      }
    }),
    write: async () => {
      throw new MarketError(`${file}: the ${kept.name} may be read but not written. Give this user the right to write the file and its folder, or choose another folder.`, { reason: "store" });
    },
    damage: () => reading(() => reopened(async (database) => integrity(database))),
    close: () => reading(async () => undefined),
  };
}

function stateOf(file: string, kept: Kept): string {
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) throw new MarketError(`${file}: the folder may be read but not written, and a writer left ${log} there, which has to be taken in first. Open the ${kept.name} once where its folder may be written.`, { reason: "store" });
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs} ${size}`;
}
