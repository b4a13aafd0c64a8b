import type { Answer } from "../connection/answer.ts";
import { formatBarTime } from "../barTime.ts";
import type { Bars, Interval } from "../bars.ts";
import { readAnswers } from "./answers.ts";
import { type Compared, compareAnswer, type OtherValue } from "./compareAnswer.ts";
import { damagedSegments, type Damaged, recountSeries, replaceDamaged, replayOf } from "./damagedSegments.ts";
import { type Database, numberOf, type Session } from "./database.ts";
import type { RebuildReport, StoreFinding } from "./marketStore.ts";
import { originsOf } from "./origins.ts";
import { readSegment, segmentSizes } from "./segments.ts";
import { demandSeries, type SeriesRow } from "./series.ts";

export type RebuildOptions = {
  /** Bars of an answer; undefined where its source cannot tell. */
  readonly read: (answer: Answer) => Bars | undefined;
  /** Puts what the bytes say in the place of what differs, and makes damaged segments anew. */
  readonly write?: boolean;
  /** Waited for. */
  readonly onProgress?: (done: number, all: number) => void | Promise<void>;
};

/** Findings told one by one. */
const MOST = 20;

/**
 * Reads the kept answers of a series again and compares each bar, and each former version of one, with the bytes that it came from, to the last bit.
 * A mended bar keeps its origin, and so the link to its bytes; former versions stay. Segments that cannot be read are made anew from the bytes: of several versions the one received last stands.
 */
export async function rebuild(database: Database, symbol: string, interval: Interval, { onProgress = () => undefined, read, write = false }: RebuildOptions): Promise<RebuildReport> {
  const { place } = database;
  const series = await database.read((session) => demandSeries(session, place, symbol, interval));
  const damaged = await database.read((session) => damagedSegments(session, series));
  const answers = numberOf((await database.read((session) => session.all("select cast(count(*) as integer) as answers from answers where kind = 'bars' and symbol = ? and interval = ?", symbol, interval)))[0], "answers");
  const replay = replayOf(damaged, interval);
  const unreadable = new Set<string>();
  const seen = new Set<number>();
  const differing: OtherValue[] = [];
  let [done, rebuilt, otherwise] = [0, 0, 0];
  for await (const answer of readAnswers(database, { kind: "bars", symbol, interval }, (sha256) => void unreadable.add(sha256))) {
    const bars = read(answer);
    await onProgress(++done, answers);
    if (bars === undefined || bars.closeTime.length === 0) continue;
    const compare = (isWriting: boolean) => (session: Session): Promise<Compared> => compareAnswer(session, place, series, answer, bars, { leaveOut: replay.numbers, isWriting });
    const compared = await database.read(compare(false));
    if (write && compared.differing.length > 0) await database.write(compare(true));
    for (const id of compared.origins) seen.add(id);
    if (compared.origins[0] !== undefined) replay.take(bars, compared.origins[0]);
    rebuilt += compared.standing;
    otherwise += compared.differing.length;
    differing.push(...compared.differing.slice(0, MOST - differing.length));
  }
  const made = damaged.map((one) => ({ ...one, rebuilt: replay.rowsOf(one.segment) }));
  if (write && damaged.length > 0) await database.write((session) => replaceDamaged(session, series, replay));
  if (write) await database.write((session) => recountSeries(session, place, series));
  const { bars, ofSeen, withoutBytes } = await tally(database, series, replay.numbers, seen);
  const inSegments = made.reduce((sum, one) => sum + (write ? one.rebuilt : 0), 0);
  return {
    symbol, interval, bars: bars + inSegments, rebuilt: rebuilt + inSegments, withoutBytes, otherwise, unreadable: [...unreadable],
    lost: made.reduce((sum, one) => sum + Math.max(0, one.rows - one.rebuilt), 0),
    findings: [
      ...differing.map((one) => otherValue(series, one)),
      ...(ofSeen > rebuilt ? [{ code: "rebuilt otherwise" as const, severity: "error" as const, where: `${symbol} ${interval}`, expected: `${rebuilt} bars in their bytes`, got: `${ofSeen} bars that say they come from them` }] : []),
      ...made.map((one) => damagedSegment(series, one)),
      ...[...unreadable].map((sha256): StoreFinding => ({ code: "bytes changed", severity: "error", where: `answer ${sha256}`, expected: "bytes of that hash", got: "other bytes" })),
    ],
  };
}

function otherValue({ interval, symbol }: SeriesRow, { closeTime, column, isFormer, read, stored }: OtherValue): StoreFinding {
  return { code: "rebuilt otherwise", severity: "error", where: `${symbol} ${interval}, ${formatBarTime(closeTime)}, ${column}${isFormer ? " of a former version" : ""}`, expected: `${read}, as its bytes say`, got: String(stored) };
}

function damagedSegment({ interval, symbol }: SeriesRow, { from, rebuilt, rows, to }: Damaged & { readonly rebuilt: number }): StoreFinding {
  return { code: "segment changed", severity: "error", where: `${symbol} ${interval}, ${formatBarTime(from)} to ${formatBarTime(to)}`, expected: `the ${rows} bars that were saved`, got: `other bytes; the kept answers have ${rebuilt} bars` };
}

/** Bars outside the damaged segments: all, those of origins whose bytes were read, and those of which none were kept. */
async function tally(database: Database, series: SeriesRow, leaveOut: ReadonlySet<number>, seen: ReadonlySet<number>): Promise<{ readonly bars: number; readonly ofSeen: number; readonly withoutBytes: number }> {
  return database.read(async (session) => {
    const origins = await originsOf(session, series.id);
    let [bars, ofSeen, withoutBytes] = [0, 0, 0];
    for (const { segment } of await segmentSizes(session, series, -Infinity, Infinity)) {
      const held = leaveOut.has(segment) ? undefined : await readSegment(session, database.place, series, segment);
      bars += held?.rows ?? 0;
      for (const id of held?.origin ?? []) {
        if (seen.has(id)) ofSeen++;
        if (origins.get(id)?.sha256 === undefined) withoutBytes++;
      }
    }
    return { bars, ofSeen, withoutBytes };
  });
}
