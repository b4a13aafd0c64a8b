import type { Answer } from "../connection/answer.ts";
import type { Bars, Interval } from "../bars.ts";
import { readAnswers } from "./answers.ts";
import { compareAnswer, type OtherValue } from "./compareAnswer.ts";
import { damagedSegments, recountSeries, replaceDamaged, replayOf } from "./damagedSegments.ts";
import { type Database, numberOf } from "./database.ts";
import type { RebuildReport } from "./marketStore.ts";
import { type Origin, originsOf, rowsByOrigin } from "./origins.ts";
import { MOST_FINDINGS, rebuildFindings } from "./rebuildFindings.ts";
import { demandSeries, type SeriesRow } from "./series.ts";
import { type Unfounded, unfoundedBars } from "./unfounded.ts";

export type RebuildOptions = {
  /** Bars of an answer; undefined where its source cannot tell. */
  readonly read: (answer: Answer) => Bars | undefined;
  /** Puts what the bytes say in the place of what differs, takes out what they do not have, and makes damaged segments anew. */
  readonly write?: boolean;
  /** Waited for. */
  readonly onProgress?: (done: number, all: number) => void | Promise<void>;
};

/**
 * Reads the kept answers of a series again and compares each bar, and each former version of one, with the bytes that it came from, to the last bit.
 * A mended bar keeps its origin, and so the link to its bytes; former versions stay. A bar that its bytes do not have is taken out.
 * Segments that cannot be read are made anew from the bytes: of several versions the one received last stands.
 */
export async function rebuild(database: Database, symbol: string, interval: Interval, { onProgress = () => undefined, read, write = false }: RebuildOptions): Promise<RebuildReport> {
  const { place } = database;
  const series = await database.read((session) => demandSeries(session, place, symbol, interval));
  const origins = await database.read((session) => originsOf(session, series.id));
  const damaged = await database.read((session) => damagedSegments(session, series));
  const answers = numberOf((await database.read((session) => session.all("select cast(count(*) as integer) as answers from answers where kind = 'bars' and symbol = ? and interval = ?", symbol, interval)))[0], "answers");
  const replay = replayOf(damaged, interval);
  const leaveOut = replay.numbers;
  const unreadable = new Set<string>();
  const compared = new Map<string, number>();
  const differing: OtherValue[] = [];
  let [done, otherwise] = [0, 0];
  for await (const answer of readAnswers(database, { kind: "bars", symbol, interval }, (sha256) => void unreadable.add(sha256))) {
    const bars = read(answer);
    await onProgress(++done, answers);
    if (bars === undefined) continue;
    const found = await database.read((session) => compareAnswer(session, place, series, answer, bars, { leaveOut, isWriting: false }));
    if (write && found.differing.length > 0) await database.write((session) => compareAnswer(session, place, series, answer, bars, { leaveOut, isWriting: true }));
    compared.set(receiptOf(answer), (compared.get(receiptOf(answer)) ?? 0) + found.compared);
    if (found.origins[0] !== undefined) replay.take(bars, found.origins[0]);
    otherwise += found.differing.length;
    differing.push(...found.differing.slice(0, MOST_FINDINGS - differing.length));
  }
  const isRead = (origin: Origin | undefined): boolean => origin !== undefined && compared.has(receiptOf(origin));
  const rows = (): ReturnType<typeof rowsByOrigin> => database.read((session) => rowsByOrigin(session, place, series, leaveOut));
  const unfounded = await unfoundedIn(database, series, { compared, leaveOut, origins, read, rows: await rows(), write });
  const made = damaged.map((one) => ({ ...one, rebuilt: replay.rowsOf(one.segment) }));
  if (write && damaged.length > 0) await database.write((session) => replaceDamaged(session, series, replay));
  if (write) await database.write((session) => recountSeries(session, place, series));
  const { standing } = await rows();
  const inSegments = made.reduce((sum, one) => sum + (write ? one.rebuilt : 0), 0);
  const barsOf = (isMeant: (id: number) => boolean): number => standing.entries().reduce((sum, [id, bars]) => sum + (isMeant(id) ? bars : 0), 0);
  const without = (hasHash: boolean) => (id: number): boolean => origins.has(id) && !isRead(origins.get(id)) && (origins.get(id)!.sha256 !== undefined) === hasHash;
  const report = {
    symbol, interval, bars: barsOf(() => true) + inSegments, otherwise, unreadable: [...unreadable],
    rebuilt: barsOf((id) => isRead(origins.get(id))) + inSegments - (write ? 0 : unfounded.filter(({ isFormer }) => !isFormer).length),
    withoutBytes: barsOf(without(false)),
    unfounded: unfounded.length,
    lost: made.reduce((sum, one) => sum + Math.max(0, one.rows - one.rebuilt), 0),
  };
  return { ...report, findings: rebuildFindings(report, { differing, made, unfounded, unread: barsOf(without(true)) }) };
}

type Checked = {
  readonly compared: ReadonlyMap<string, number>;
  readonly origins: ReadonlyMap<number, Origin>;
  readonly rows: Awaited<ReturnType<typeof rowsByOrigin>>;
  readonly leaveOut: ReadonlySet<number>;
  readonly read: RebuildOptions["read"];
  readonly write: boolean;
};

/** Of answers with fewer bars than say that they come from them, those bars. */
async function unfoundedIn(database: Database, series: SeriesRow, { compared, leaveOut, origins, read, rows, write }: Checked): Promise<readonly Unfounded[]> {
  const held = new Map<string, number>();
  for (const [id, origin] of origins) held.set(receiptOf(origin), (held.get(receiptOf(origin)) ?? 0) + (rows.standing.get(id) ?? 0) + (rows.former.get(id) ?? 0));
  const doubtful = new Set([...compared].filter(([receipt, bars]) => (held.get(receipt) ?? 0) !== bars).map(([receipt]) => receipt));
  if (doubtful.size === 0) return [];
  const readNow = new Map<string, Bars[]>();
  for await (const answer of readAnswers(database, { kind: "bars", symbol: series.symbol, interval: series.interval }, () => undefined)) {
    const bars = doubtful.has(receiptOf(answer)) ? read(answer) : undefined;
    if (bars) readNow.set(receiptOf(answer), [...(readNow.get(receiptOf(answer)) ?? []), bars]);
  }
  const byOrigin = new Map([...origins].flatMap(([id, origin]) => (readNow.has(receiptOf(origin)) ? [[id, readNow.get(receiptOf(origin))!] as const] : [])));
  const work = { read: byOrigin, leaveOut };
  const found = await database.read((session) => unfoundedBars(session, database.place, series, { ...work, isWriting: false }));
  if (write && found.length > 0) await database.write((session) => unfoundedBars(session, database.place, series, { ...work, isWriting: true }));
  return found;
}

/** What an answer and the origin of its bars have in common. */
function receiptOf({ receivedAt, sha256, source }: Pick<Origin, "source" | "receivedAt" | "sha256">): string {
  return JSON.stringify([source, receivedAt, sha256]);
}
