import type { Bars, Interval } from "../bars.ts";
import { MarketError } from "../error.ts";
import type { Session } from "./database.ts";
import type { SaveReport } from "./marketStore.ts";
import { compareSegment, type Difference, mergeSegment } from "./mergeSegment.ts";
import { ensureOrigin, type Origin, originsOf } from "./origins.ts";
import { inOrder, knownVersion, type Revision, revisionsOf, saveRevisions, versionOf } from "./revisions.ts";
import { type NumberedSegment, readSegment, segmentSizes, TOGETHER, writeSegments } from "./segments.ts";
import { type Segment, segmentOf, segmentStart } from "./segment.ts";
import { type SeriesRow, touchSeries } from "./series.ts";
import { rowAtOrAfter } from "./timeRows.ts";

/**
 * Adds bars by close time. A known time with other values gets the new ones and the old version is kept; if the new ones were received before those that stand,
 * they join the former versions instead. Only the segments that hold something new are written.
 */
export async function writeBars(session: Session, place: string, series: SeriesRow, bars: Bars, origin: Origin, now: number): Promise<SaveReport> {
  let [added, changed] = [0, 0];
  if (bars.closeTime.length === 0) return { rows: series.rows, added, changed };
  const held = new Set((await segmentSizes(session, series, bars.closeTime[0]!, bars.closeTime.at(-1)!)).map(({ segment }) => segment));
  let made: NumberedSegment[] = [];
  for (const { from, segment, to } of stretches(bars.closeTime, bars.interval)) {
    const old = held.has(segment) ? await readSegment(session, place, series, segment) : undefined;
    const difference = compareSegment(old, bars, from, to);
    if (difference.added + difference.changed.length === 0) continue;
    const id = await ensureOrigin(session, series.id, origin);
    const newer = old === undefined ? difference : await keepVersions(session, series.id, old, bars, difference, id);
    added += newer.added;
    changed += newer.changed.length;
    if (newer.added + newer.changed.length > 0) made.push({ number: segment, segment: mergeSegment(old, bars, from, to, newer, id) });
    if (made.length < TOGETHER) continue;
    await writeSegments(session, series, made);
    made = [];
  }
  await writeSegments(session, series, made);
  if (added + changed > 0) await touchSeries(session, series, bars, added, now);
  return { rows: series.rows + added, added, changed };
}

/** Bars out of order, or twice at one time, are refused. */
export function demandOrder({ closeTime, symbol }: Bars): void {
  const row = closeTime.findIndex((time, t) => !Number.isFinite(time) || (t > 0 && !(time > closeTime[t - 1]!)));
  if (row >= 0) throw new MarketError(`saveBars: ${symbol} is not in order of time in row ${row}. Save bars oldest first, one a time; repairBars sorts them.`);
}

/** Rows from..to−1 of each segment. */
function* stretches(closeTime: Float64Array, interval: Interval): Generator<{ readonly segment: number; readonly from: number; readonly to: number }> {
  for (let from = 0, to = 0; from < closeTime.length; from = to) {
    const segment = segmentOf(closeTime[from]!, interval);
    to = rowAtOrAfter(closeTime, segmentStart(segment + 1, interval));
    yield { segment, from, to };
  }
}

/** Keeps what changed bars were before, and bars that were received before those that stand. Gives what is to be written over. */
async function keepVersions(session: Session, series: number, old: Segment, bars: Bars, difference: Difference, id: number): Promise<Difference> {
  const { changed } = difference;
  if (changed.length === 0) return difference;
  const origins = await originsOf(session, series);
  const receivedAt = (origin: number): number => origins.get(origin)?.receivedAt ?? 0;
  const newer = changed.filter(({ held }) => receivedAt(id) >= receivedAt(old.origin[held]!));
  const older = changed.filter(({ held }) => receivedAt(id) < receivedAt(old.origin[held]!));
  const kept: Revision[] = newer.map(({ held }) => versionOf(old, held, old.origin[held]!));
  if (older.length > 0) {
    const former = await revisionsOf(session, series, old.closeTime[0]!, old.closeTime[old.rows - 1]!);
    for (const { given, held } of older) {
      const versions = inOrder(former.get(old.closeTime[held]!) ?? [], versionOf(old, held, old.origin[held]!), receivedAt);
      const late = versionOf(bars, given, id);
      if (!isEqual(knownVersion(versions, receivedAt, receivedAt(id)), late)) kept.push(late);
    }
  }
  await saveRevisions(session, series, kept);
  return { added: difference.added, changed: newer };
}

function isEqual(a: Revision, b: Revision): boolean {
  return a.values.every((value, index) => value === b.values[index] || (Number.isNaN(value) && Number.isNaN(b.values[index])));
}
