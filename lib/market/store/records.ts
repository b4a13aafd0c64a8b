import { MarketError } from "../error.ts";
import { inParts, numberOf, places, type Session, textOf, type Value } from "./database.ts";
import type { RecordKind, RecordsByKind, RecordsQuery, SaveReport } from "./marketStore.ts";
import { RECORD_KINDS, type RecordRules, recordText } from "./recordKinds.ts";

type Version = { readonly knownAt: number; readonly text: string };

/**
 * Adds records. One whose content equals what was known at its moment changes nothing; another content becomes a version.
 * They are taken in the order in which they became known, as a number may be restated and restored. rows: records of this kind and source that the store now has.
 */
export async function saveRecords<K extends RecordKind>(session: Session, kind: K, source: string, items: readonly RecordsByKind[K][], receivedAt: number): Promise<SaveReport> {
  const rules: RecordRules<RecordsByKind[K]> = RECORD_KINDS[kind];
  const from = rules.ofAllSources ? "" : source;
  let [added, changed] = [0, 0];
  const inOrder = items.map((item) => read(kind, rules, item)).sort((a, b) => rules.known(a, receivedAt, false) - rules.known(b, receivedAt, false));
  for (const part of inParts(inOrder, 200)) {
    const ids = await ensureRecords(session, kind, from, part.map((item) => ({ name: rules.name(item), time: rules.time(item), subjects: rules.subjects(item) })));
    const versions = await versionsOf(session, [...new Set(ids.values())]);
    const fresh: Value[][] = [];
    for (const item of part) {
      const id = ids.get(rules.name(item))!;
      const held = versions.get(id) ?? [];
      const version = { knownAt: rules.known(item, receivedAt, held.length === 0), text: recordText(item) };
      const before = held.findLast(({ knownAt }) => knownAt <= version.knownAt);
      if (before !== undefined && isSame(rules, before.text, item)) continue;
      if (held.some((other) => other.knownAt === version.knownAt && other.text === version.text)) continue;
      if (held.length === 0) added++;
      else changed++;
      versions.set(id, [...held, version].sort((a, b) => a.knownAt - b.knownAt));
      fresh.push([id, version.knownAt, version.text]);
    }
    if (fresh.length > 0) await session.run(`insert into versions (record, known_at, content) values ${places(fresh.length, 3)}`, ...fresh.flat());
  }
  const [count] = await session.all("select cast(count(*) as integer) as rows from records where kind = ? and source = ?", kind, from);
  return { rows: numberOf(count, "rows"), added, changed };
}

/** Records by time, versions of one record by the moment they became known. */
export async function openRecords<K extends RecordKind>(session: Session, kind: K, { asOf = Infinity, everyVersion = false, from = -Infinity, of, to = Infinity }: RecordsQuery): Promise<readonly RecordsByKind[K][]> {
  const rules: RecordRules<RecordsByKind[K]> = RECORD_KINDS[kind];
  const about = of === undefined ? "" : "join subjects on subjects.record = records.id and subjects.kind = records.kind and subject = ?";
  const rows = await session.all(
    `select records.id as id, content from records join versions on versions.record = records.id ${about} where records.kind = ? and time >= ? and time <= ? and known_at <= ? order by time, records.id, known_at, versions.id`,
    ...(of === undefined ? [] : [of]), kind, finite(from), finite(to), finite(asOf),
  );
  const isWanted = (row: number): boolean => everyVersion || rows[row + 1]?.id !== rows[row]!.id;
  return rows.filter((_, row) => isWanted(row)).map((row) => rules.schema.parse(JSON.parse(textOf(row, "content"))));
}

type Named = { readonly name: string; readonly time: number; readonly subjects: readonly string[] };

/** Ids of records by their names; new ones are written down. */
async function ensureRecords(session: Session, kind: RecordKind, source: string, named: readonly Named[]): Promise<ReadonlyMap<string, number>> {
  const byName = new Map(named.map((record) => [record.name, record]));
  const find = async (): Promise<Map<string, number>> => {
    const rows = await session.all(`select id, name from records where kind = ? and source = ? and name in ${places(1, byName.size)}`, kind, source, ...byName.keys());
    return new Map(rows.map((row) => [textOf(row, "name"), numberOf(row, "id")]));
  };
  const known = await find();
  const unknown = [...byName.values()].filter(({ name }) => !known.has(name));
  if (unknown.length > 0) await session.run(`insert into records (kind, source, name, time) values ${places(unknown.length, 4)}`, ...unknown.flatMap(({ name, time }) => [kind, source, name, time]));
  const ids = unknown.length === 0 ? known : await find();
  const subjects = named.flatMap((record) => record.subjects.map((subject) => [kind, subject, ids.get(record.name)!]));
  for (const part of inParts(subjects, 300)) await session.run(`insert into subjects (kind, subject, record) values ${places(part.length, 3)} on conflict do nothing`, ...part.flat());
  return ids;
}

/** Versions of records, each record's by the moment they became known. */
async function versionsOf(session: Session, records: readonly number[]): Promise<Map<number, readonly Version[]>> {
  const rows = await session.all(`select record, known_at, content from versions where record in ${places(1, records.length)} order by known_at, id`, ...records);
  const grouped = Map.groupBy(rows, (row) => numberOf(row, "record"));
  return new Map([...grouped].map(([id, those]) => [id, those.map((row) => ({ knownAt: numberOf(row, "known_at"), text: textOf(row, "content") }))]));
}

function isSame<T>(rules: RecordRules<T>, text: string, item: T): boolean {
  return recordText(rules.content(rules.schema.parse(JSON.parse(text)))) === recordText(rules.content(item));
}

function read<T>(kind: RecordKind, { schema, time }: RecordRules<T>, item: T): T {
  const found = schema.safeParse(item);
  if (!found.success) throw new MarketError(`saveRecords: a record of kind ${kind} is not as agreed (${found.error.issues.map(({ message, path }) => `${path.join(".")}: ${message}`).join("; ")}). See lib/market/records.`);
  if (!Number.isFinite(time(found.data))) throw new MarketError(`saveRecords: a record of kind ${kind} has no time. Leave out what was not dated.`);
  return found.data;
}

const finite = (time: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, time));
