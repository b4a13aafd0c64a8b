import { MarketError } from "../error.ts";
import { type Database, type Dialect, numberOf, type Session, textOf } from "./database.ts";
import { packAllSegments } from "./upgrade.ts";

/** Goes up with every change of the tables. */
const SCHEMA_VERSION = 2;

/** Makes the tables where there are none. A store of an older version becomes one of this version, whole or not at all; one of a newer version is refused. */
export async function prepareSchema(database: Database, onNotice: (text: string) => void): Promise<void> {
  const isMade = await database.read(async (session) => (await session.all(database.dialect.tables)).some((row) => textOf(row, "name") === "store"));
  const version = isMade ? await database.read(versionOf) : await database.write((session) => create(session, database.dialect));
  if (version === SCHEMA_VERSION) return;
  if (version === 1) {
    if (!database.mayWrite) throw new MarketError(`${database.place}: the store is of version 1. This Marketbook reads version ${SCHEMA_VERSION} and makes it one of that, but may not write there. Open it once as a user who may write the file and its folder, or read a copy.`, { reason: "store" });
    onNotice(`${database.place} is of version 1; its bars are packed anew, once. Nothing is lost if this is interrupted.`);
    return database.write((session) => upgrade(session, database.dialect));
  }
  throw new MarketError(`${database.place}: the store is of version ${version}, this Marketbook reads version ${SCHEMA_VERSION}. Use the Marketbook that wrote it, or another place.`, { reason: "store" });
}

/** The database, in which every transaction first looks whether the store is still of this version: a process of another Marketbook may have made it another since it was opened. */
export function ofThisVersion(database: Database): Database {
  const demanding = <T>(work: (session: Session) => Promise<T>) => async (session: Session): Promise<T> => {
    const version = await versionOf(session);
    if (version !== SCHEMA_VERSION) throw new MarketError(`${database.place}: another Marketbook has made the store one of version ${version} since it was opened, this one reads version ${SCHEMA_VERSION}. Nothing was read or written. Use that Marketbook.`, { reason: "store" });
    return work(session);
  };
  return { ...database, read: (work) => database.read(demanding(work)), write: (work) => database.write(demanding(work)) };
}

async function versionOf(session: Session): Promise<number> {
  const [row] = await session.all("select version from store");
  return numberOf(row, "version");
}

/** Another process may have done it in the meantime. */
async function upgrade(session: Session, { finish }: Dialect): Promise<void> {
  if ((await versionOf(session)) !== 1) return;
  for (const statement of finish) await session.run(statement);
  await packAllSegments(session);
  await session.run("update store set version = ?", SCHEMA_VERSION);
}

async function create(session: Session, dialect: Dialect): Promise<number> {
  for (const statement of [...tables(dialect), ...dialect.finish]) await session.run(statement);
  await session.run("insert into store (one, version) values (1, ?) on conflict do nothing", SCHEMA_VERSION);
  return versionOf(session);
}

/**
 * series: what there is. segments: the bars as they stand, columns of a stretch of time a row. origins: where bars came from; a bar holds its origin's id.
 * revisions: former versions of changed bars. coverage: stretches that a source has answered for. bodies and answers: the bytes, once each, and every time they came.
 * records, versions and subjects: news, observations, facts, actions; what was known of each and when; and what they are about.
 */
const tables = ({ bytes, identity }: Dialect): readonly string[] => [
  "create table if not exists store (one integer primary key, version integer not null)",
  `create table if not exists series (id ${identity}, symbol text not null, interval text not null, rows integer not null, first_close double precision, last_close double precision, updated_at double precision not null, unique (symbol, interval))`,
  `create table if not exists segments (series integer not null, segment integer not null, rows integer not null, checksum double precision not null, data ${bytes} not null, primary key (series, segment))`,
  `create table if not exists origins (id ${identity}, series integer not null, source text not null, provenance text not null, sha256 text, received_at double precision not null)`,
  "create index if not exists origins_by_receipt on origins (series, received_at)",
  `create table if not exists revisions (id ${identity}, series integer not null, close_time double precision not null, origin integer not null, data ${bytes} not null)`,
  "create index if not exists revisions_of_series on revisions (series, close_time)",
  "create table if not exists coverage (series integer not null, source text not null, from_time double precision not null, to_time double precision not null, primary key (series, source, from_time))",
  `create table if not exists bodies (sha256 text primary key, size integer not null, data ${bytes} not null)`,
  `create table if not exists answers (id ${identity}, sha256 text not null, source text not null, kind text not null, about text not null, symbol text, interval text, url text not null, received_at double precision not null, unique (sha256, source, kind, about, url, received_at))`,
  `create table if not exists records (id ${identity}, kind text not null, source text not null, name text not null, time double precision not null, unique (kind, source, name))`,
  "create index if not exists records_by_time on records (kind, time)",
  `create table if not exists versions (id ${identity}, record integer not null, known_at double precision not null, content text not null)`,
  "create index if not exists versions_of_record on versions (record, known_at)",
  "create table if not exists subjects (kind text not null, subject text not null, record integer not null, primary key (kind, subject, record))",
];
