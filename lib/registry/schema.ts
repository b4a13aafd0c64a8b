import { z } from "zod";
import type { Database, Session } from "../market/store/database.ts";
import type { Kept } from "../market/store/kept.ts";
import { RegistryError } from "./error.ts";

/** Beside the store of bars, in the same folder or database. */
export const REGISTRY: Kept = {
  name: "registry",
  file: "registry.db",
  schema: "marketbook_registry",
  lock: 6_027_454,
  packed: [],
  damaged: "Restore a copy; the folders of models beside it are whole, and can be registered again with `npx marketbook models register`.",
  foreign: "Name another folder, or move the file away and register the models again.",
};

/** Goes up with every change of the tables. */
const REGISTRY_VERSION = 1;

/** Makes the tables where there are none. A registry of another version is refused. */
export async function prepareRegistry(database: Database): Promise<void> {
  const isMade = await database.read(async (session) => (await session.all(database.dialect.tables)).some(({ name }) => name === "registry"));
  if (!isMade) {
    await database.write(async (session) => {
      for (const statement of tables(database.dialect.identity)) await session.run(statement);
      await session.run("insert into registry (one, version) values (1, ?) on conflict do nothing", REGISTRY_VERSION);
    });
  }
  await database.read((session) => demandVersion(session, database.place));
}

/** Refuses, in every transaction, a registry that another Marketbook has made one of another version. */
export async function demandVersion(session: Session, place: string): Promise<void> {
  const [row] = z.array(z.object({ version: z.number() })).parse(await session.all("select version from registry"));
  if (row?.version === REGISTRY_VERSION) return;
  throw new RegistryError(`${place}: the registry is of version ${row?.version ?? "none"}, this Marketbook reads version ${REGISTRY_VERSION}. Use the Marketbook that wrote it, or another place.`);
}

/** versions: a saved model each, with its stage. stage_changes: how it came to that stage. Of each task there is one champion at most, by the index. */
const tables = (identity: string): readonly string[] => [
  "create table if not exists registry (one integer primary key, version integer not null)",
  `create table if not exists versions (id ${identity}, symbol text not null, interval text not null, label text not null, horizon integer not null, spec text not null, seed double precision not null, dataset text not null, columns text not null, card text not null, content text not null, files text not null, parent integer, registered_at double precision not null, stage text not null)`,
  "create unique index if not exists one_champion on versions (symbol, interval, label, horizon) where stage = 'champion'",
  `create table if not exists stage_changes (id ${identity}, version integer not null, stage text not null, at double precision not null, reason text not null, evidence text not null)`,
  "create index if not exists changes_of_version on stage_changes (version, id)",
];
