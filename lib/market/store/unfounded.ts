import { setImmediate } from "node:timers/promises";
import { BAR_COLUMNS, type Bars } from "../bars.ts";
import { uncover } from "./coverage.ts";
import { numberOf, type Session } from "./database.ts";
import { originsOf } from "./origins.ts";
import { type Revision, revisionsOf } from "./revisions.ts";
import { emptySegment, type Segment } from "./segment.ts";
import { readSegment, segmentSizes, writeSegment } from "./segments.ts";
import type { SeriesRow } from "./series.ts";
import { rowAtOrAfter } from "./timeRows.ts";

/** A bar, or a former version of one, that says it comes from bytes which have no bar of that time. */
export type Unfounded = { readonly closeTime: number; readonly origin: number; readonly isFormer: boolean };

export type ReadByOrigin = ReadonlyMap<number, readonly Bars[]>;

type Asked = {
  /** Origins, and what is read out of their answers now. */
  readonly read: ReadByOrigin;
  /** Segments that are not looked at. */
  readonly leaveOut: ReadonlySet<number>;
  readonly isWriting: boolean;
};

/**
 * Finds them. Writing takes them out: of the former versions of such a bar the one received last stands again. Where there is none the bar is gone,
 * and no source counts as having answered for its time, so that it can be asked again.
 */
export async function unfoundedBars(session: Session, place: string, series: SeriesRow, { isWriting, leaveOut, read }: Asked): Promise<readonly Unfounded[]> {
  const found = [...(await formerVersions(session, series, read, isWriting))];
  const origins = await originsOf(session, series.id);
  const receivedAt = (id: number): number => origins.get(id)?.receivedAt ?? 0;
  for (const { segment } of await segmentSizes(session, series, -Infinity, Infinity)) {
    await setImmediate();
    const held = leaveOut.has(segment) ? undefined : await readSegment(session, place, series, segment);
    if (held === undefined) continue;
    const rows = [...held.origin.keys()].filter((row) => isUnfounded(read, held.origin[row]!, held.closeTime[row]!));
    found.push(...rows.map((row) => ({ closeTime: held.closeTime[row]!, origin: held.origin[row]!, isFormer: false })));
    if (isWriting && rows.length > 0) await takeOut(session, series, { number: segment, held, rows, receivedAt });
  }
  return found;
}

async function formerVersions(session: Session, series: SeriesRow, read: ReadByOrigin, isWriting: boolean): Promise<readonly Unfounded[]> {
  const found: Unfounded[] = [];
  for (const origin of read.keys()) {
    for (const row of await session.all("select id, close_time from revisions where series = ? and origin = ?", series.id, origin)) {
      const closeTime = numberOf(row, "close_time");
      if (!isUnfounded(read, origin, closeTime)) continue;
      found.push({ closeTime, origin, isFormer: true });
      if (isWriting) await session.run("delete from revisions where id = ?", numberOf(row, "id"));
    }
  }
  return found;
}

function isUnfounded(read: ReadByOrigin, origin: number, closeTime: number): boolean {
  return read.get(origin)?.every(({ closeTime: times }) => times[rowAtOrAfter(times, closeTime)] !== closeTime) === true;
}

type Rows = { readonly number: number; readonly held: Segment; readonly rows: readonly number[]; readonly receivedAt: (origin: number) => number };

/** Rows leave a segment, or give way to their last former version. */
async function takeOut(session: Session, series: SeriesRow, { held, number, receivedAt, rows }: Rows): Promise<void> {
  const former = await revisionsOf(session, series.id, held.closeTime[0]!, held.closeTime.at(-1)!);
  const again = new Map(rows.flatMap((row): [number, Revision][] => {
    const last = (former.get(held.closeTime[row]!) ?? []).toSorted((a, b) => receivedAt(a.origin) - receivedAt(b.origin)).at(-1);
    return last === undefined ? [] : [[row, last]];
  }));
  for (const { closeTime, origin } of again.values()) {
    await session.run("delete from revisions where id = (select max(id) from revisions where series = ? and close_time = ? and origin = ?)", series.id, closeTime, origin);
  }
  const gone = new Set(rows.filter((row) => !again.has(row)));
  const stays = [...held.origin.keys()].filter((row) => !gone.has(row));
  if (stays.length === 0) await session.run("delete from segments where series = ? and segment = ?", series.id, number);
  else await writeSegment(session, series, number, segmentOfRows(held, stays, again));
  for (const row of gone) await uncover(session, series.id, { from: held.closeTime[row]! - 1, to: held.closeTime[row]! });
}

function segmentOfRows(held: Segment, rows: readonly number[], again: ReadonlyMap<number, Revision>): Segment {
  const made = emptySegment(rows.length);
  rows.forEach((row, at) => {
    const version = again.get(row);
    BAR_COLUMNS.forEach((name, k) => void (made[name][at] = version === undefined || k === 0 ? held[name][row]! : version.values[k - 1]!));
    made.origin[at] = version?.origin ?? held.origin[row]!;
  });
  return made;
}
